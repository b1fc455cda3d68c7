import type { ContextGroupName } from "./context-groups";

/** Never the only sign: names and numbers stand beside each colour. */
export const groupColours: Record<ContextGroupName, string> = {
  instructions: "bg-ink-muted",
  memory: "bg-mark-line",
  tools: "bg-accent",
  summary: "bg-positive",
  messages: "bg-line-strong",
};
