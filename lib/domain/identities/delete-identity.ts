import type { Context } from "../context";
import { transaction } from "../transaction";
import { findIdentity } from "./identity";
import { unlinkAgents } from "./identity-links";

/**
 * Deletes an identity. Its agents and blocks stay.
 * @throws AppError `not_found`
 */
export async function deleteIdentity(ctx: Context, id: string): Promise<null> {
  return transaction(ctx, async (tx) => {
    await findIdentity(tx, id);
    await unlinkAgents(tx, id);
    await tx.db.identity.delete({ where: { id, organization_id: tx.actor.organizationId } });
    return null;
  });
}
