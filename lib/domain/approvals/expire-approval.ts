import type { Prisma } from "@/lib/generated/prisma/client";
import type { PendingApprovalModel, RunModel } from "@/lib/generated/prisma/models";
import { type Pending, pendingApproval } from "@/lib/runtime/approvals";
import type { Message } from "@/lib/runtime/messages";
import { findAgent } from "../agents/agent-row";
import { lockWindow, windowIds } from "../compaction/locked-window";
import type { Context } from "../context";
import { activeRuns } from "../conversations/start-conversation-run";
import { loadMessages } from "../messages/load-messages";
import type { RunInput } from "../runs/run-input";
import { launchRun, planRun } from "../runs/start-run";
import { transaction } from "../transaction";
import type { Place } from "./note-requests";

/** What the agent reads behind `User reason: `, and people in the answer. */
export const EXPIRED = {
  deny: "The request expired: nobody answered in time, so it was denied.",
  approve: "The request expired: nobody answered in time, so it was approved, as the server is configured.",
  returns: "The request expired: the client that runs this tool did not answer in time.",
} as const;

/**
 * Answers what is still open of an expired request, by a run like that of a person's answer. The note is changed with
 * the run that is stored for it, so no two are stored for one request.
 */
export async function expireApproval(ctx: Context, note: PendingApprovalModel): Promise<void> {
  const place = { agentId: note.agent_id, conversationId: note.conversation_id };
  const pending = await pendingAt(ctx, place);
  if (pending?.request.id !== note.request_id) return forget(ctx, note);
  const body = {
    messages: [{ type: "approval" as const, approvals: await substitutes(ctx, place, pending) }],
  };
  const { input, ...planned } = await planRun(ctx, place, body, "approval_expiry");
  const own = { ...(input as unknown as RunInput), expired_request_id: note.request_id };
  const run = await transaction(ctx, (tx) => storeRun(tx, note, { ...planned, input: own }));
  if (run) launchRun(ctx, run);
}

async function pendingAt(ctx: Context, { agentId, conversationId }: Place): Promise<Pending | null> {
  const ids = await windowIds(ctx, await findAgent(ctx, agentId), conversationId);
  return pendingApproval(await loadMessages(ctx, agentId, ids.slice(-2)));
}

/** The window has gone on without it: it was reset, or messages were taken out. */
async function forget(ctx: Context, { place_id, organization_id, request_id }: PendingApprovalModel) {
  await ctx.db.pendingApproval.deleteMany({ where: { place_id, organization_id, request_id } });
}

type Planned = Omit<Awaited<ReturnType<typeof planRun>>, "input"> & { input: RunInput };

/** Null when the request was answered or tried meanwhile, or somebody is speaking, who comes first. */
async function storeRun(
  tx: Context,
  { place_id, organization_id, request_id, waiting_since, agent_id, conversation_id }: PendingApprovalModel,
  planned: Planned,
): Promise<RunModel | null> {
  const place = { agentId: agent_id, conversationId: conversation_id };
  const { ids } = await lockWindow(tx, place);
  if (ids.at(-1) !== request_id || (await activeRuns(tx, place)).length > 0) return null;
  const { count } = await tx.db.pendingApproval.updateMany({
    where: { place_id, organization_id, request_id, waiting_since },
    data: { waiting_since: tx.clock.now() },
  });
  if (count === 0) return null;
  return tx.db.run.create({
    data: { ...planned, input: planned.input as unknown as Prisma.InputJsonValue },
  });
}

/** One answer for each call. Those that people have given by then count before them. */
async function substitutes(ctx: Context, { agentId }: Place, { request, waiting }: Pending) {
  const answer = ctx.settings.approvalExpiryAnswer;
  const isOurs = await runnableHere(ctx, agentId, request);
  return waiting.map(({ id, function: { name } }) => {
    const approve = answer === "approve" && isOurs(name);
    const reason = isOurs(name) ? EXPIRED[answer] : EXPIRED.returns;
    return { type: "approval" as const, tool_call_id: id, approve, reason };
  });
}

/** Whether the server can run a tool: the client that asked can have brought one of its own, of the same name even. */
async function runnableHere(
  ctx: Context,
  agent_id: string,
  { run_id }: Message,
): Promise<(name: string) => boolean> {
  const organization_id = ctx.actor.organizationId;
  const run = run_id ? await ctx.db.run.findFirst({ where: { id: run_id, organization_id } }) : null;
  const { options } = (run?.input ?? {}) as unknown as Partial<RunInput>;
  if (!options) return () => false;
  const brought = new Set(options.client_tools.map(({ name }) => name));
  const links = await ctx.db.agentTool.findMany({
    where: { agent_id, organization_id },
    select: { tool: { select: { name: true } } },
  });
  const attached = new Set(links.map(({ tool }) => tool.name));
  return (name) => attached.has(name) && !brought.has(name);
}
