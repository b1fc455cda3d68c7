import type { IdentityUpsert } from "@/lib/contract/identities/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { insertIdentity, projectOf, propertyColumn } from "./create-identity";
import { type IdentityRow, toIdentity } from "./identity";
import { relinkIdentity } from "./identity-links";

/**
 * The identity with this key: made where there is none, else replaced. Properties and links that are not given stay.
 * @throws AppError `not_found` for an unknown agent or block
 */
export async function upsertIdentity(ctx: Context, given: IdentityUpsert) {
  const write = () => transaction(ctx, (tx) => replaceOrInsert(tx, given));
  try {
    return toIdentity(await write());
  } catch (error) {
    // Somebody made the identity in between; now it is there to be replaced.
    if (!(error instanceof AppError) || error.code !== "conflict") throw error;
    return toIdentity(await write());
  }
}

async function replaceOrInsert(tx: Context, given: IdentityUpsert): Promise<IdentityRow> {
  const { organizationId: organization_id, userId } = tx.actor;
  const key = { identifier_key: given.identifier_key, project_id: projectOf(tx, given) };
  const former = await tx.db.identity.findFirst({ where: { ...key, organization_id } });
  if (!former) return insertIdentity(tx, given);
  const row = await tx.db.identity.update({
    where: { id: former.id, organization_id },
    data: {
      name: given.name,
      identity_type: given.identity_type,
      ...(given.properties && { properties: propertyColumn(given.properties) }),
      last_updated_by_id: userId,
      updated_at: tx.clock.now(),
    },
  });
  await relinkIdentity(tx, row.id, given);
  return row;
}
