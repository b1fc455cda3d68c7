import type { GroupKey } from "./context-groups";

/** Ink instructs, amber remembers, green speaks; tools are striped so that grey is told from grey without colour. */
export const groupFill: Record<GroupKey, string> = {
  instructions: "bg-ink-faint",
  memory: "bg-mark-line",
  tools:
    "bg-line-strong bg-[repeating-linear-gradient(135deg,transparent_0_4px,color-mix(in_oklab,var(--color-surface)_40%,transparent)_4px_6px)]",
  summary: "bg-positive",
  messages: "bg-accent",
};
