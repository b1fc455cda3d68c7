import type { Message, ToolReturn } from "@/lib/runtime/messages";
import { returnText } from "@/lib/runtime/returns";

/** One stored return as the API shows it. */
export function publicReturn(item: ToolReturn) {
  const tool_return =
    typeof item.func_response === "string" ? returnText(item) : (item.func_response as never);
  return {
    type: "tool" as const,
    tool_return,
    status: item.status,
    tool_call_id: item.tool_call_id,
    stdout: item.stdout ?? null,
    stderr: item.stderr ?? null,
  };
}

/** The deprecated copy of a return is text only: images become a note. */
export function flatReturn(value: string | { type: string; text?: string }[]): string {
  if (typeof value === "string") return value;
  const text = value.flatMap((part) => (part.type === "text" ? [part.text ?? ""] : []));
  const images = value.filter((part) => part.type === "image").length;
  const note = images === 0 ? [] : [images === 1 ? "[Image omitted]" : `[${images} images omitted]`];
  return [...text, ...note].join("\n");
}

/** True for the return of words that were said. An error is none: what was to be said has not been. */
export const isSent = ({ name, tool_returns }: Message) =>
  name === "send_message" && tool_returns?.every(({ status }) => status === "success");
