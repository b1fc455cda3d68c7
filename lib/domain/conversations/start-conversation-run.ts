import type { RunModel } from "@/lib/generated/prisma/models";
import { AppError } from "@/lib/shared/errors";
import { lockAgents } from "../agents/agent-row";
import type { Context } from "../context";
import { givenOtids, rememberOtids, runOfRequest } from "../runs/run-otids";
import { launchRun, planRun, type RunKind, type RunRequest } from "../runs/start-run";
import { transaction } from "../transaction";
import { lockConversation } from "./conversation";
import type { ConversationTarget } from "./conversation-target";

/**
 * Accepts a turn of a conversation that is not busy. A background request that came before, known by its otids, is
 * not accepted again: it gets the run that it became.
 * @throws AppError `conflict` while another turn of the conversation is not over, and whatever `planRun` throws
 */
export async function startConversationRun(
  ctx: Context,
  target: ConversationTarget,
  body: RunRequest,
  kind: RunKind,
): Promise<RunModel> {
  const planned = await planRun(ctx, target, body, kind);
  const otids = givenOtids(body);
  const { run, isNew } = await transaction(ctx, async (tx) => {
    await hold(tx, target);
    const known = body.background ? await runOfRequest(tx, otids) : null;
    if (known && isIn(known, target)) return { run: known, isNew: false };
    await assertIdle(tx, target);
    const run = await tx.db.run.create({ data: planned });
    await rememberOtids(tx, run, otids);
    if (target.conversationId) await touch(tx, target.conversationId);
    return { run, isNew: true };
  });
  if (isNew) launchRun(ctx, run);
  return run;
}

/** Whoever else wants to speak here waits until this transaction is over, and then finds its run. */
const hold = (tx: Context, { agentId, conversationId }: ConversationTarget) =>
  conversationId ? lockConversation(tx, conversationId) : lockAgents(tx, [agentId]);

export const isIn = (run: RunModel, { agentId, conversationId }: ConversationTarget) =>
  run.agent_id === agentId && run.conversation_id === conversationId;

/** Its runs that are not over, those that wait included, the oldest first. */
export const activeRuns = (ctx: Context, { agentId, conversationId }: ConversationTarget) =>
  ctx.db.run.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      agent_id: agentId,
      conversation_id: conversationId,
      status: { in: ["created", "running"] },
    },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });

async function assertIdle(tx: Context, target: ConversationTarget): Promise<void> {
  const active = await activeRuns(tx, target);
  const run = active.find(({ status }) => status === "running") ?? active[0];
  if (!run) return;
  // Clients find out by this text that the conversation is busy, and by which run.
  const text = `Cannot send a new message: Another request (run_id=${run.id}) is currently being processed for this conversation. Please wait for it to complete.`;
  throw new AppError("conflict", text, { detail: { run_id: run.id } });
}

const touch = (tx: Context, id: string) =>
  tx.db.conversation.updateMany({
    where: { id, organization_id: tx.actor.organizationId },
    data: { last_message_at: tx.clock.now() },
  });
