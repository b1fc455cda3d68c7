import { Prisma } from "@/lib/generated/prisma/client";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";

/** Whom the turn of a group waits for, because somebody has to approve a call. */
export interface WaitingMember {
  agentId: string;
  /** The message that asks. */
  requestId: string;
  /** The run that asked; the turn goes on behind it. */
  runId: string;
}

/** The member that the group's turn waits for; null when it waits for nobody. */
export async function waitingInGroup(ctx: Context, groupId: string): Promise<WaitingMember | null> {
  const found = await ctx.db.$queryRaw<WaitingMember[]>(requestsOf(ctx, groupId));
  for (const waiting of found) {
    const { message_ids } = await findAgent(ctx, waiting.agentId);
    // A note may be older than its window, which has been reset since.
    if (message_ids.at(-1) === waiting.requestId) return waiting;
  }
  return null;
}

const requestsOf = (ctx: Context, groupId: string) => Prisma.sql`
  select pending.agent_id as "agentId", pending.request_id as "requestId", runs.id as "runId"
  from pending_approvals as pending
  join messages on messages.id = pending.request_id
  join runs on runs.id = messages.run_id
  where pending.organization_id = ${ctx.actor.organizationId}
    and pending.conversation_id is null
    and runs.metadata ->> 'group_id' = ${groupId}
  order by pending.waiting_since`;
