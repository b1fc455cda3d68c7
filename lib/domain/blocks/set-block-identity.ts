import { notFound } from "@/lib/shared/errors";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { findBlock, toBlock } from "./block";

interface Link {
  blockId: string;
  identityId: string;
}

/** @throws AppError `not_found`; `invalid_argument` for an ill-formed identity id */
export async function attachIdentityToBlock(ctx: Context, { blockId, identityId }: Link) {
  const block = await findBlock(ctx, blockId);
  await assertIdentityExists(ctx, identityId);
  const link = { organization_id: ctx.actor.organizationId, block_id: blockId, identity_id: identityId };
  await ctx.db.blockIdentity.createMany({ data: [link], skipDuplicates: true });
  return toBlock(block);
}

/** @throws AppError `not_found`; `invalid_argument` for an ill-formed identity id */
export async function detachIdentityFromBlock(ctx: Context, { blockId, identityId }: Link) {
  const block = await findBlock(ctx, blockId);
  await assertIdentityExists(ctx, identityId);
  await ctx.db.blockIdentity.deleteMany({ where: { block_id: blockId, identity_id: identityId } });
  return toBlock(block);
}

export async function assertIdentityExists(ctx: Context, id: string): Promise<void> {
  assertId("identity", id);
  const found = await ctx.db.identity.count({ where: { id, organization_id: ctx.actor.organizationId } });
  if (found === 0) throw notFound("Identity", id);
}
