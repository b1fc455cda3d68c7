import { previousId } from "./ids";
import type { ContentPart, Message, ToolCall, ToolReturn } from "./messages";
import type { Turn } from "./turn";

type Row = Pick<Message, "role" | "content"> & Partial<Message>;

/** A new message of this turn, stamped with its step and run. */
export const row = (turn: Turn, stepId: string, fields: Row): Message => ({
  id: turn.ids.next("message"),
  step_id: stepId,
  run_id: turn.runId,
  conversation_id: turn.conversationId,
  group_id: turn.groupId ?? null,
  sender_id: turn.senderId ?? null,
  otid: null,
  created_at: turn.clock.now().toISOString(),
  ...fields,
});

/**
 * The rows of a model's answer. Calls that wait for somebody go into an approval request, whose id is the
 * assistant message's minus one so that the two sort together (runtime.md §3.4, §6.1).
 */
export function answerRows(
  turn: Turn,
  stepId: string,
  answer: { messageId: string; content: ContentPart[]; calls: ToolCall[]; waiting: ToolCall[] },
): Message[] {
  const model = turn.model.config.model;
  const free = answer.calls.filter((call) => !answer.waiting.includes(call));
  const rows: Message[] = [];
  if (free.length > 0 || answer.waiting.length === 0)
    rows.push(
      row(turn, stepId, {
        id: answer.messageId,
        role: "assistant",
        content: answer.content,
        tool_calls: free.length > 0 ? free : null,
        model,
      }),
    );
  if (answer.waiting.length > 0)
    rows.push(
      row(turn, stepId, {
        id: previousId(answer.messageId),
        role: "approval",
        content: rows.length > 0 ? [] : answer.content,
        tool_calls: answer.waiting,
        model,
      }),
    );
  return rows;
}

/** The one row that holds the returns of a step, in the order of the calls. */
export const returnsRow = (turn: Turn, stepId: string, returns: ToolReturn[], name: string | null): Message =>
  row(turn, stepId, {
    role: "tool",
    name,
    content: returns.flatMap((item): ContentPart[] =>
      typeof item.func_response === "string"
        ? [{ type: "text", text: item.func_response }]
        : item.func_response,
    ),
    tool_returns: returns,
    model: turn.model.config.model,
  });
