import { type Pending, pendingApproval } from "@/lib/runtime/approvals";
import type { ApprovalReturn, Message } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import { giveAnswer } from "../approvals/give-answer";
import type { Place } from "../approvals/note-requests";
import type { Context } from "../context";
import { messageOf } from "../messages/message";
import { transaction } from "../transaction";
import { EndsHere } from "./ends-here";

/** The run that the input came with; a preview has none, and what it shows changes nothing. */
export interface AdmittedRun {
  id: string;
  /** The request that this run answers because nobody did in time. */
  expiredRequestId: string | null;
}

/**
 * The input, if the agent's state lets it in; approvals in the old form get the id of the one pending call. Answers
 * that were processed before do not count again: what follows them is the input, or a note that the turn goes on.
 * Answers to some of the pending calls are held until the others have theirs.
 * @throws AppError when the agent waits for an approval and none is given, or the approval fits no pending call
 * @throws EndsHere when calls are still open, or nothing is left of an expired request
 */
export async function admitInput(
  ctx: Context,
  place: Place,
  history: Message[],
  input: Message[],
  run: AdmittedRun | null,
): Promise<Message[]> {
  const pending = pendingApproval(history);
  const [first, ...rest] = input;
  if (run?.expiredRequestId && run.expiredRequestId !== pending?.request.id) throw new EndsHere("cancelled");
  // A preview of what would be sent now asks nothing.
  if (!first) return input;
  if (first.role !== "approval") {
    if (pending) throw waitingForApproval(pending.request.id);
    return input;
  }
  if (!first.approvals?.length)
    throw new AppError("invalid_argument", "The message does not contain any approvals");
  const followUps = rest.filter(({ role }) => role !== "approval");
  if (pending) {
    const approvals = fitting(first.approvals, pending);
    const given = run ? await taken(ctx, place, { pending, approvals, run, followUps }) : approvals;
    return [{ ...first, approvals: given, approval_request_id: pending.request.id }, ...followUps];
  }
  const sent = first.approvals.map(({ tool_call_id }) => tool_call_id);
  if (!(await wasProcessed(ctx, place, history, sent))) throw nothingPending();
  return followUps.length > 0 ? followUps : [keepAlive(ctx, place)];
}

interface Answer {
  pending: Pending;
  approvals: ApprovalReturn[];
  run: AdmittedRun;
  followUps: Message[];
}

/** The whole answer, once this run is the one to carry it out. */
async function taken(
  ctx: Context,
  place: Place,
  { pending, approvals, run, followUps }: Answer,
): Promise<ApprovalReturn[]> {
  const isSubstitute = run.expiredRequestId !== null;
  const mayBeHeld = followUps.length === 0;
  const answer = { runId: run.id, approvals, isSubstitute, mayBeHeld };
  const result = await transaction(ctx, (tx) => giveAnswer(tx, place, pending, answer));
  if (typeof result === "object") return result.approvals;
  if (result === "gone") throw isSubstitute ? new EndsHere("cancelled") : nothingPending();
  // What follows an answer would have to be heard now, but calls without a return cannot be followed by anything.
  throw mayBeHeld ? new EndsHere("requires_approval") : waitingForApproval(pending.request.id);
}

function fitting(given: ApprovalReturn[], { request, waiting }: Pending): ApprovalReturn[] {
  const expected = waiting.map(({ id }) => id);
  const approvals = translated(given, request.id, expected);
  const received = approvals.map(({ tool_call_id }) => tool_call_id);
  const isFitting =
    received.every((id) => expected.includes(id)) && new Set(received).size === received.length;
  if (isFitting) return approvals;
  throw new AppError(
    "invalid_argument",
    `Invalid tool call IDs. Expected '${JSON.stringify(expected)}', but received '${JSON.stringify(received)}'.`,
  );
}

function translated(approvals: ApprovalReturn[], requestId: string, expected: string[]): ApprovalReturn[] {
  const [only] = approvals;
  const isOldForm = approvals.length === 1 && expected.length === 1 && only.tool_call_id === requestId;
  return isOldForm ? [{ ...only, tool_call_id: expected[0] }] : approvals;
}

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

export const nothingPending = () =>
  new AppError(
    "invalid_argument",
    "Cannot process the approval: No tool call is currently awaiting approval",
  );

export const waitingForApproval = (pending_request_id: string) => {
  const text =
    "Cannot send a new message: The agent is waiting for approval on a tool call. Please approve or deny the pending request before continuing.";
  return new AppError("conflict", text, {
    detail: { detail: { code: "PENDING_APPROVAL", message: `CONFLICT: ${text}`, pending_request_id } },
  });
};
