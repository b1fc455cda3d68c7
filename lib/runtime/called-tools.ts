import { isHeartbeat } from "./envelope";
import { type Message, textOf } from "./messages";
import { returnText } from "./returns";
import { isRefusal } from "./tool-rules/refusal";

/**
 * The calls that count for the tool rules since the user last spoke, oldest first, and what the last one returned.
 * A call counts once it has returned, unless it was refused: a denied or forbidden call moves no rule on.
 */
export function calledSinceUser(history: Message[]): { names: string[]; lastValue: string | null } {
  const since = history.slice(history.findLastIndex(isSpoken) + 1);
  const names = new Map(
    since.flatMap(({ tool_calls }) => (tool_calls ?? []).map((call) => [call.id, call.function.name])),
  );
  const counted = since
    .flatMap((row) => (row.role === "tool" ? (row.tool_returns ?? []) : []))
    .map((item) => ({ name: names.get(item.tool_call_id), status: item.status, text: returnText(item) }))
    .filter(({ name, status, text }) => name !== undefined && !(status === "error" && isRefusal(text)));
  return {
    names: counted.map(({ name }) => name as string),
    lastValue: counted.at(-1)?.text ?? null,
  };
}

/** True for what the user said, not for a note that keeps a turn going. */
export const isSpoken = (message: Message) =>
  message.role === "user" && !isHeartbeat(textOf(message.content));
