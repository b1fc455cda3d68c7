import type { GroupKey } from "./context-groups";

/** The same colours as in the workspace: ink instructs, amber remembers, green acts. Never the only sign. */
export const groupFill: Record<GroupKey, string> = {
  instructions: "bg-ink-muted",
  memory: "bg-mark-line",
  tools: "bg-accent",
  summary: "bg-positive",
  messages: "bg-line-strong",
};
