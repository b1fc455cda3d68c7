import type { Message } from "../messages";

/** True at every index where a window may be cut: no call before it has its return behind it, no answer is split. */
export function stepBorders(messages: Message[]): boolean[] {
  const isBorder = messages.map(
    (message, index) => !continuesAnswer(messages, index) && !answersCalls(message),
  );
  const askedAt = new Map<string, number>();
  messages.forEach((message, index) => {
    for (const id of answeredIds(message)) {
      const start = askedAt.get(id);
      if (start !== undefined) isBorder.fill(false, start + 1, index + 1);
    }
    // Some servers number calls anew with every answer: a return belongs to the latest call of its id.
    for (const call of message.tool_calls ?? []) askedAt.set(call.id, index);
  });
  return isBorder;
}

/** Rows where the model began to answer: what a window may begin with, behind its summary. */
export const beginsAnswer = ({ role, tool_calls }: Message) =>
  role === "assistant" || (role === "approval" && (tool_calls?.length ?? 0) > 0);

/**
 * The first index of what always stays at the end of a window: the request for an approval that is still open, with
 * the calls held back beside it and the answers there are, and the last `keptFromEnd` rows.
 */
export function protectedStart(messages: Message[], keptFromEnd: number): number {
  const isBorder = stepBorders(messages);
  let start = messages.length - keptFromEnd;
  while (start > 1 && messages[start - 1].role === "approval") start--;
  while (start > 1 && start < messages.length && !isBorder[start]) start--;
  return start;
}

/** The request split from an answer directly before it. */
function continuesAnswer(messages: Message[], index: number): boolean {
  const [before, message] = [messages[index - 1], messages[index]];
  return (
    message.role === "approval" &&
    (message.tool_calls?.length ?? 0) > 0 &&
    before?.role === "assistant" &&
    Boolean(message.step_id) &&
    before.step_id === message.step_id
  );
}

const answersCalls = ({ role, tool_calls }: Message) =>
  role === "tool" || (role === "approval" && !tool_calls?.length);

const answeredIds = ({ tool_returns, approvals }: Message): string[] => [
  ...(tool_returns ?? []).map(({ tool_call_id }) => tool_call_id),
  ...(approvals ?? []).map(({ tool_call_id }) => tool_call_id),
];
