import { pendingApproval } from "@/lib/runtime/approvals";
import type { ApprovalReturn, Message } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { messageOf } from "../messages/message";

interface Place {
  agentId: string;
  conversationId: string | null;
}

/**
 * The input, if the agent's state lets it in; approvals in the old form get the id of the one pending call. Answers
 * that were processed before do not count again: what follows them is the input, or a note that the turn goes on.
 * @throws AppError when the agent waits for an approval and none is given, or the approval fits no pending call
 */
export async function admitInput(
  ctx: Context,
  place: Place,
  history: Message[],
  input: Message[],
): Promise<Message[]> {
  const pending = pendingApproval(history);
  const [first, ...rest] = input;
  // A preview of what would be sent now asks nothing.
  if (!first) return input;
  if (first.role !== "approval") {
    if (pending) throw waitingForApproval(pending.request.id);
    return input;
  }
  if (!first.approvals?.length)
    throw new AppError("invalid_argument", "The message does not contain any approvals");
  const followUps = rest.filter(({ role }) => role !== "approval");
  if (pending) return [answered(first, first.approvals, pending), ...followUps];
  const sent = first.approvals.map(({ tool_call_id }) => tool_call_id);
  if (!(await wasProcessed(ctx, place, history, sent)))
    throw new AppError(
      "invalid_argument",
      "Cannot process the approval: No tool call is currently awaiting approval",
    );
  return followUps.length > 0 ? followUps : [keepAlive(ctx, place)];
}

function answered(
  first: Message,
  given: ApprovalReturn[],
  pending: NonNullable<ReturnType<typeof pendingApproval>>,
): Message {
  const expected = pending.waiting.map(({ id }) => id);
  const approvals = translated(given, pending.request.id, expected);
  const received = approvals.map(({ tool_call_id }) => tool_call_id);
  if (!isSameSet(expected, received))
    throw new AppError(
      "invalid_argument",
      `Invalid tool call IDs. Expected '${JSON.stringify(expected)}', but received '${JSON.stringify(received)}'.`,
    );
  return { ...first, approvals, approval_request_id: pending.request.id };
}

function translated(approvals: ApprovalReturn[], requestId: string, expected: string[]): ApprovalReturn[] {
  const [only] = approvals;
  const isOldForm = approvals.length === 1 && expected.length === 1 && only.tool_call_id === requestId;
  return isOldForm ? [{ ...only, tool_call_id: expected[0] }] : approvals;
}

const isSameSet = (a: string[], b: string[]) => a.length === b.length && a.every((id) => b.includes(id));

/** How far back a client's repeated answer is looked for. */
const RECENT_MESSAGES = 10;

async function wasProcessed(
  ctx: Context,
  place: Place,
  history: Message[],
  sent: string[],
): Promise<boolean> {
  const isCompacted = history.every(({ role }) => role === "system" || role === "summary");
  const recent = isCompacted ? await newestReturns(ctx, place) : history.slice(-RECENT_MESSAGES);
  return recent.some(({ role, tool_returns }) => {
    const returned = (tool_returns ?? []).map(({ tool_call_id }) => tool_call_id);
    return role === "tool" && sent.every((id) => returned.includes(id));
  });
}

async function newestReturns(ctx: Context, { agentId, conversationId }: Place): Promise<Message[]> {
  const row = await ctx.db.message.findFirst({
    where: {
      organization_id: ctx.actor.organizationId,
      agent_id: agentId,
      conversation_id: conversationId,
      role: "tool",
    },
    orderBy: { seq: "desc" },
  });
  return row ? [messageOf(row)] : [];
}

function keepAlive(ctx: Context, { conversationId }: Place): Message {
  const text =
    "<system-alert>This is an automatic keep-alive: the tool results arrived before. Go on from there.</system-alert>";
  return {
    id: ctx.ids.next("message"),
    role: "user",
    content: [{ type: "text", text }],
    otid: ctx.ids.next("otid").slice("otid-".length),
    conversation_id: conversationId,
    created_at: ctx.clock.now().toISOString(),
  };
}

export const waitingForApproval = (pending_request_id: string) => {
  const text =
    "Cannot send a new message: The agent is waiting for approval on a tool call. Please approve or deny the pending request before continuing.";
  return new AppError("conflict", text, {
    detail: { detail: { code: "PENDING_APPROVAL", message: `CONFLICT: ${text}`, pending_request_id } },
  });
};
