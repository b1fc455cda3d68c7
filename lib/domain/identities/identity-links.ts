import { attachIdentity, detachIdentity } from "../agents/set-agent-identity";
import { attachIdentityToBlock } from "../blocks/set-block-identity";
import type { Context } from "../context";

export interface Links {
  agent_ids?: string[] | null;
  block_ids?: string[] | null;
}

/**
 * Attaches an identity to agents and blocks; what it is attached to already stays.
 * @throws AppError `not_found`
 */
export async function linkIdentity(tx: Context, identityId: string, { agent_ids, block_ids }: Links) {
  for (const agentId of inOrder(agent_ids)) await attachIdentity(tx, { agentId, identityId });
  for (const blockId of inOrder(block_ids)) await attachIdentityToBlock(tx, { blockId, identityId });
}

/**
 * Attaches an identity to these agents and blocks and to no others. A list that is not given changes nothing.
 * @throws AppError `not_found`
 */
export async function relinkIdentity(tx: Context, identityId: string, { agent_ids, block_ids }: Links) {
  if (agent_ids) await unlinkAgents(tx, identityId, agent_ids);
  if (block_ids)
    await tx.db.blockIdentity.deleteMany({
      where: {
        identity_id: identityId,
        organization_id: tx.actor.organizationId,
        block_id: { notIn: block_ids },
      },
    });
  await linkIdentity(tx, identityId, { agent_ids, block_ids });
}

/** Takes an identity from all agents but these, each with its entry in the agent's history. */
export async function unlinkAgents(tx: Context, identityId: string, keep: string[] = []) {
  const links = await tx.db.agentIdentity.findMany({
    where: {
      identity_id: identityId,
      organization_id: tx.actor.organizationId,
      agent_id: { notIn: keep },
    },
    select: { agent_id: true },
  });
  for (const agentId of inOrder(links.map(({ agent_id }) => agent_id)))
    await detachIdentity(tx, { agentId, identityId });
}

/** Agents are locked in the order of their ids, so that two transactions never wait for each other. */
const inOrder = (ids: string[] | null | undefined) => [...new Set(ids ?? [])].sort();
