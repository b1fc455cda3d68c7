import type { IdentityCreate, IdentityProperty } from "@/lib/contract/identities/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { linkIdentity } from "./identity-links";
import { type IdentityRow, toIdentity } from "./identity";

/**
 * A new identity, attached to the agents and blocks that are named.
 * @throws AppError `conflict` for a key that the project has already, `not_found` for an unknown agent or block
 */
export const createIdentity = async (ctx: Context, given: IdentityCreate) =>
  toIdentity(await transaction(ctx, (tx) => insertIdentity(tx, given)));

export async function insertIdentity(tx: Context, given: IdentityCreate): Promise<IdentityRow> {
  const { userId, organizationId } = tx.actor;
  const now = tx.clock.now();
  const row = await tx.db.identity.create({
    data: {
      id: tx.ids.next("identity"),
      organization_id: organizationId,
      identifier_key: given.identifier_key,
      name: given.name,
      identity_type: given.identity_type,
      project_id: projectOf(tx, given),
      properties: propertyColumn(given.properties ?? []),
      created_by_id: userId,
      last_updated_by_id: userId,
      created_at: now,
      updated_at: now,
    },
  });
  await linkIdentity(tx, row.id, given);
  return row;
}

/** The request's header stands above its body. */
export const projectOf = (ctx: Context, { project_id }: { project_id?: string | null }): string | null =>
  ctx.projectId ?? project_id ?? null;

export const propertyColumn = (properties: IdentityProperty[]) =>
  properties as unknown as Prisma.InputJsonArray;
