import { Prisma } from "@/lib/generated/prisma/client";
import { type AgentRow, lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { transaction } from "../transaction";
import type { ArchiveRow } from "./archive";

/** The archive an agent remembers into, or null while it has remembered nothing. An agent has one at the most. */
export async function archiveOfAgent(ctx: Context, agentId: string): Promise<ArchiveRow | null> {
  return ctx.db.archive.findFirst({
    where: { organization_id: ctx.actor.organizationId, agents: { some: { agent_id: agentId } } },
  });
}

type Owner = Pick<AgentRow, "id" | "name" | "embedding_config">;

/** The same, made if it is missing. Inserts that come together wait for the agent and share one archive. */
export async function ensureAgentArchive(ctx: Context, agent: Owner): Promise<ArchiveRow> {
  const existing = await archiveOfAgent(ctx, agent.id);
  if (existing) return existing;
  return transaction(ctx, async (tx) => {
    await lockAgent(tx, agent.id);
    return (await archiveOfAgent(tx, agent.id)) ?? createOwnArchive(tx, agent);
  });
}

const createOwnArchive = (tx: Context, agent: Owner): Promise<ArchiveRow> =>
  tx.db.archive.create({
    data: {
      id: tx.ids.next("archive"),
      organization_id: tx.actor.organizationId,
      name: `${agent.name}'s Archive`,
      description: "Default archive created automatically",
      embedding_config: agent.embedding_config ?? Prisma.DbNull,
      created_by_id: tx.actor.userId,
      last_updated_by_id: tx.actor.userId,
      created_at: tx.clock.now(),
      agents: { create: { organization_id: tx.actor.organizationId, agent_id: agent.id, is_owner: true } },
    },
  });
