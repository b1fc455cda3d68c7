import { assertIdentityExists } from "../blocks/set-block-identity";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { lockAgent } from "./agent-row";

interface Link {
  agentId: string;
  identityId: string;
}

/** @throws AppError `not_found`; `invalid_argument` for an ill-formed identity id */
export async function attachIdentity(ctx: Context, { agentId, identityId }: Link): Promise<null> {
  return transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await assertIdentityExists(tx, identityId);
    const { count } = await tx.db.agentIdentity.createMany({
      data: [{ organization_id: tx.actor.organizationId, agent_id: agentId, identity_id: identityId }],
      skipDuplicates: true,
    });
    if (count > 0) await changed(tx, agent, "attached", identityId);
    return null;
  });
}

/** @throws AppError `not_found`; `invalid_argument` for an ill-formed identity id */
export async function detachIdentity(ctx: Context, { agentId, identityId }: Link): Promise<null> {
  return transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await assertIdentityExists(tx, identityId);
    const { count } = await tx.db.agentIdentity.deleteMany({
      where: { agent_id: agentId, identity_id: identityId },
    });
    if (count > 0) await changed(tx, agent, "detached", identityId);
    return null;
  });
}

async function changed(
  tx: Context,
  agent: { id: string; version: number },
  action: "attached" | "detached",
  identity_id: string,
) {
  await tx.db.agent.update({ where: { id: agent.id }, data: { version: { increment: 1 } } });
  await recordEvent(tx, {
    entityType: "agent",
    entityId: agent.id,
    action,
    version: agent.version + 1,
    ...(action === "attached" ? { after: { identity_id } } : { before: { identity_id } }),
  });
}
