import type { ContextGroupName } from "./context-groups";

/** Never the only sign: names and numbers stand beside each colour. */
export const groupColours: Record<ContextGroupName, string> = {
  instructions: "bg-ink-faint",
  memory: "bg-mark-line",
  // Striped, so that grey is told from grey without colour.
  tools:
    "bg-line-strong bg-[repeating-linear-gradient(135deg,transparent_0_3px,color-mix(in_oklab,var(--color-surface)_40%,transparent)_3px_5px)]",
  summary: "bg-positive",
  messages: "bg-accent",
};
