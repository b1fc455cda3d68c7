import type { ContentPart, Message, ToolCall, ToolReturn } from "@/lib/runtime/messages";

/** One thing a provider is told: a text from a side, or an answer of the model with the returns of its calls. */
export type Turn =
  | { kind: "system"; text: string; isFirst: boolean }
  | { kind: "user"; content: ContentPart[] }
  | { kind: "assistant"; model: string | null; content: ContentPart[]; calls: AnsweredCall[] };

/** Every call has a return: providers refuse a history in which one is missing. */
export interface AnsweredCall extends ToolCall {
  return: ToolReturn;
}

/**
 * Stored rows as a history any provider accepts: rows of one answer joined, each call once and directly followed by
 * its return, returns without a call left out, approval answers left out (runtime.md §13.6).
 */
export function toTurns(messages: Message[]): Turn[] {
  const turns: Turn[] = [];
  const usedIds = new Set<string>();
  for (let index = 0; index < messages.length; index++) {
    const row = messages[index];
    if (row.role === "system")
      turns.push({ kind: "system", text: plainText(row.content), isFirst: index === 0 });
    else if (row.role === "user" || row.role === "summary")
      turns.push({ kind: "user", content: row.content });
    else if (isAnswer(row)) {
      const end = endOfAnswer(messages, index);
      turns.push(answerTurn(messages, { start: index, end }, usedIds));
      index = end - 1;
    }
  }
  return withoutTrailingThought(turns);
}

/** Rows that the model produced: assistant rows, and approval requests (which hold calls). */
const isAnswer = (row: Message) =>
  row.role === "assistant" || (row.role === "approval" && (row.tool_calls?.length ?? 0) > 0);

/** The rows of one answer are adjacent and share a step: an assistant row and the approval request split from it. */
function endOfAnswer(messages: Message[], start: number): number {
  let end = start + 1;
  const first = messages[start];
  while (
    end < messages.length &&
    isAnswer(messages[end]) &&
    first.step_id &&
    messages[end].step_id === first.step_id
  )
    end++;
  return end;
}

function answerTurn(
  messages: Message[],
  { start, end }: { start: number; end: number },
  usedIds: Set<string>,
): Turn {
  const rows = messages.slice(start, end);
  const calls = new Map<string, AnsweredCall>();
  for (const call of rows.flatMap((row) => row.tool_calls ?? [])) {
    if (calls.has(call.id)) continue;
    const found = findReturn(messages, end, call.id);
    // A repeated id without a return of its own is a copy of a call that was answered before.
    if (usedIds.has(call.id) && !found) continue;
    calls.set(call.id, {
      ...call,
      id: freshId(call.id, usedIds),
      return: found ?? missingReturn(call, rows[0]),
    });
  }
  return {
    kind: "assistant",
    model: rows[0].model ?? null,
    content: rows.flatMap((row) => row.content),
    calls: [...calls.values()],
  };
}

/** Looks forward, but not past a later answer that uses the same id: some servers number calls anew each time. */
function findReturn(messages: Message[], from: number, callId: string): ToolReturn | null {
  let given: ToolReturn | null = null;
  for (const row of messages.slice(from)) {
    if (isAnswer(row) && row.tool_calls?.some(({ id }) => id === callId)) break;
    const stored =
      row.role === "tool" ? row.tool_returns?.find((item) => item.tool_call_id === callId) : undefined;
    if (stored) return stored;
    given ??= clientReturn(row, callId);
  }
  return given;
}

/** What a client returned counts even when the turn that took it never got to write a tool row. */
function clientReturn(row: Message, callId: string): ToolReturn | null {
  if (row.role !== "approval") return null;
  const found = row.approvals?.find((item) => item.type === "tool" && item.tool_call_id === callId);
  return found?.type === "tool" ? found : null;
}

const missingReturn = (call: ToolCall, row: Message): ToolReturn => ({
  tool_call_id: call.id,
  status: "error",
  func_response: JSON.stringify({
    status: "Failed",
    message: `No result was recorded for this call of ${call.function.name}.`,
    time: row.created_at,
  }),
});

function freshId(id: string, usedIds: Set<string>): string {
  let fresh = id;
  for (let n = 2; usedIds.has(fresh); n++) fresh = `${id}_${n}`;
  usedIds.add(fresh);
  return fresh;
}

/** A thought without a deed at the end is the rest of a turn that was cut: providers refuse to continue it. */
function withoutTrailingThought(turns: Turn[]): Turn[] {
  const last = turns.at(-1);
  if (last?.kind !== "assistant" || last.calls.length > 0 || plainText(last.content).trim() !== "")
    return turns;
  return withoutTrailingThought(turns.slice(0, -1));
}

const plainText = (content: ContentPart[]) =>
  content.map((part) => (part.type === "text" ? part.text : "")).join("");
