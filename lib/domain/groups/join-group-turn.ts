import type { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import { pendingApproval } from "@/lib/runtime/approvals";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import type { GroupTurn, RunInput } from "../runs/run-input";

/**
 * A run that answers what a speaker of a group asked is a part of the group's turn, wherever the answer was given: its
 * end leads to the next speaker.
 * @returns the run as it is then
 */
export async function joinGroupTurn<R extends RunModel>(ctx: Context, run: R): Promise<R> {
  const input = run.input as unknown as RunInput;
  if (input.group || run.conversation_id || input.messages[0]?.role !== "approval") return run;
  const asking = await askingRun(ctx, run.agent_id);
  if (!asking) return run;
  const change = {
    parent_run_id: asking.runId,
    input: { ...input, group: asking.group } as unknown as Prisma.JsonObject,
    metadata: {
      ...(run.metadata as object | null),
      group_id: asking.group.group_id,
      parent_run_id: asking.runId,
    },
  };
  const organization_id = ctx.actor.organizationId;
  await ctx.db.run.updateMany({ where: { id: run.id, organization_id }, data: change });
  return { ...run, ...change };
}

/** The run that waits for an answer, if it is one of a group's turn and the group is still there. */
async function askingRun(ctx: Context, agentId: string): Promise<{ runId: string; group: GroupTurn } | null> {
  const { message_ids } = await findAgent(ctx, agentId);
  const pending = pendingApproval(await loadMessages(ctx, agentId, message_ids.slice(-2)));
  const runId = pending?.request.run_id;
  if (!runId) return null;
  const organization_id = ctx.actor.organizationId;
  const row = await ctx.db.run.findFirst({ where: { id: runId, organization_id }, select: { input: true } });
  const { group } = (row?.input ?? {}) as unknown as Partial<RunInput>;
  if (!group || (await ctx.db.group.count({ where: { id: group.group_id, organization_id } })) === 0)
    return null;
  return { runId, group };
}
