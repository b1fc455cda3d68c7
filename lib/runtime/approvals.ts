import { packToolReturn } from "./envelope";
import type { ApprovalReturn, Message, ToolCall, ToolReturn } from "./messages";
import { DENIED } from "./tool-rules/refusal";
import { loopArguments, parseToolArguments } from "./tools/parse-arguments";
import type { Turn } from "./turn";

/** The calls an agent is waiting with: those somebody must answer, and those held back beside them. */
export interface Pending {
  request: Message;
  waiting: ToolCall[];
  held: ToolCall[];
}

/** The approval request at the end of the window, with the free calls of the same step; null when there is none. */
export function pendingApproval(messages: Message[]): Pending | null {
  const request = messages.at(-1);
  if (request?.role !== "approval" || !request.tool_calls?.length) return null;
  const before = messages.at(-2);
  const isSameStep = before?.role === "assistant" && before.step_id === request.step_id;
  return { request, waiting: request.tool_calls, held: isSameStep ? (before.tool_calls ?? []) : [] };
}

/** What an answer decides: returns that are known at once, and calls to run now. */
export function decide(
  turn: Turn,
  pending: Pending,
  answer: Message,
): { given: ToolReturn[]; made: { name: string; return: ToolReturn }[]; run: ToolCall[] } {
  const approvals = answer.approvals ?? [];
  const given: ToolReturn[] = approvals.flatMap((item) => {
    if (item.type !== "tool") return [];
    const { type: _, ...rest } = item;
    return [rest];
  });
  const denied: ToolReturn[] = approvals.flatMap((item) =>
    item.type === "approval" && !item.approve ? [denial(turn, item.tool_call_id, item.reason ?? null)] : [],
  );
  const approved = new Set(
    approvals.flatMap((item) => (item.type === "approval" && item.approve ? [item.tool_call_id] : [])),
  );
  const nameOf = (id: string) => pending.waiting.find((call) => call.id === id)?.function.name ?? "";
  return {
    given: [...given, ...denied],
    // What the caller has run counts as called; what was denied was not.
    made: given.map((item) => ({ name: nameOf(item.tool_call_id), return: item })),
    run: withEdits([...pending.held, ...pending.waiting.filter(({ id }) => approved.has(id))], approvals),
  };
}

/**
 * The calls as whoever approved them wants them run. What an agent tells its loop in the arguments is its own business
 * and stays.
 */
export function withEdits(calls: ToolCall[], approvals: ApprovalReturn[]): ToolCall[] {
  const edits = editsOf(approvals);
  return calls.map((call) => {
    const edited = edits.get(call.id);
    if (!edited) return call;
    const given = loopArguments(parseToolArguments(call.function.arguments));
    return { ...call, function: { ...call.function, arguments: JSON.stringify({ ...given, ...edited }) } };
  });
}

/** What the model must be told, since its own call stays in history as it was; null when nothing was changed. */
export function editsNote(calls: ToolCall[], answer: Message | undefined): string | null {
  const edits = editsOf(answer?.approvals ?? []);
  const changed = calls.flatMap(({ id, function: { name } }) => {
    const edited = edits.get(id);
    return edited ? [`${name} (${id}) was run with ${JSON.stringify(edited)}`] : [];
  });
  return changed.length > 0
    ? `The user approved with other arguments than you gave: ${changed.join("; ")}.`
    : null;
}

const editsOf = (approvals: ApprovalReturn[]) =>
  new Map(
    approvals.flatMap((item) =>
      item.type === "approval" && item.approve && item.arguments
        ? [[item.tool_call_id, item.arguments] as const]
        : [],
    ),
  );

/** Clients find a denial by this text, and the reason behind `User reason: `. */
export function denial(
  { clock, timezone }: Pick<Turn, "clock" | "timezone">,
  tool_call_id: string,
  reason: string | null,
): ToolReturn {
  const value = `${DENIED} User reason: ${reason ?? "None"}`;
  return {
    tool_call_id,
    status: "error",
    func_response: packToolReturn({ status: "error", value, now: clock.now(), timezone }),
    stdout: [],
    stderr: [],
  };
}
