export type StoryPart = SpokenPart | ToolPart;

export interface SpokenPart {
  kind: "reasoning" | "text";
  key: string;
  messageId: string;
  text: string;
}

export interface ToolPart {
  kind: "tool";
  key: string;
  messageId: string | null;
  callId: string;
  name: string;
  /** JSON, as far as it has been written. */
  arguments: string;
  needsApproval: boolean;
  isStarted: boolean;
  /** When its start was seen; null if nobody was looking. */
  startedAtMs: number | null;
  durationMs: number | null;
  result: { status: "success" | "error"; text: string } | null;
}

export interface StepStory {
  id: string;
  status: "running" | "success" | "failed";
  startedAtMs: number | null;
  parts: StoryPart[];
}

/** The words of a message; pictures are named as such. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: { type?: string; text?: string }) => part.text ?? (part.type === "image" ? "[image]" : ""))
    .filter(Boolean)
    .join("\n");
}
