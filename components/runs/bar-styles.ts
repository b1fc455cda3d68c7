import type { Bar } from "./timeline";

const memoryTool = /^(core_|archival_)?memory|^(memory|archival)_|rethink|store_memories/;

export const isMemoryTool = (name: string) => memoryTool.test(name);

export type BarLook = "queue" | "step" | "model" | "memory" | "tool";

/** Green thinks, amber remembers, grey does everything else. */
export function lookOf({ kind, label }: Pick<Bar, "kind" | "label">): BarLook {
  if (kind !== "tool") return kind;
  return isMemoryTool(label) ? "memory" : "tool";
}

export const fillOf: Record<BarLook, string> = {
  queue: "bg-pressed",
  step: "bg-line-strong",
  model: "bg-accent",
  memory: "bg-mark-line",
  tool: "bg-ink-faint",
};

/** Stripes besides red: a failure is seen without colour too. */
export const failedFill =
  "bg-danger bg-[repeating-linear-gradient(135deg,transparent_0_3px,color-mix(in_oklab,var(--color-surface)_45%,transparent)_3px_5px)]";
