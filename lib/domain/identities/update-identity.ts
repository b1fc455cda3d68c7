import type { IdentityProperty, IdentityUpdate } from "@/lib/contract/identities/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { propertyColumn } from "./create-identity";
import { findIdentity, type IdentityRow, toIdentity } from "./identity";
import { linkIdentity } from "./identity-links";

/**
 * Changes an identity; null and absent fields stay, properties are merged by their keys, agents and blocks are added.
 * @throws AppError `not_found`; `conflict` for a key that the project has already
 */
export const updateIdentity = async (ctx: Context, id: string, change: IdentityUpdate) =>
  toIdentity(
    await transaction(ctx, async (tx) => {
      const former = await lockIdentity(tx, id);
      const row = await tx.db.identity.update({
        where: { id, organization_id: tx.actor.organizationId },
        data: {
          identifier_key: change.identifier_key ?? former.identifier_key,
          name: change.name ?? former.name,
          identity_type: change.identity_type ?? former.identity_type,
          ...(change.properties && { properties: propertyColumn(merged(former, change.properties)) }),
          last_updated_by_id: tx.actor.userId,
          updated_at: tx.clock.now(),
        },
      });
      await linkIdentity(tx, id, change);
      return row;
    }),
  );

/**
 * Gives an identity these properties and no others.
 * @throws AppError `not_found`
 */
export async function setIdentityProperties(
  ctx: Context,
  id: string,
  properties: IdentityProperty[],
): Promise<null> {
  return transaction(ctx, async (tx) => {
    await lockIdentity(tx, id);
    await tx.db.identity.update({
      where: { id, organization_id: tx.actor.organizationId },
      data: {
        properties: propertyColumn(properties),
        last_updated_by_id: tx.actor.userId,
        updated_at: tx.clock.now(),
      },
    });
    return null;
  });
}

/** Whoever else changes it waits, so no property is lost. */
async function lockIdentity(tx: Context, id: string): Promise<IdentityRow> {
  await tx.db.$queryRaw(Prisma.sql`
    select id
    from identities
    where id = ${id}
      and organization_id = ${tx.actor.organizationId}
    for no key update`);
  return findIdentity(tx, id);
}

function merged(former: IdentityRow, properties: IdentityProperty[]): IdentityProperty[] {
  const byKey = new Map((former.properties as unknown as IdentityProperty[]).map((one) => [one.key, one]));
  for (const property of properties) byKey.set(property.key, property);
  return [...byKey.values()];
}
