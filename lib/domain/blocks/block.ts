import type { z } from "zod";
import type { Block } from "@/lib/contract/blocks/schemas";
import { type Block as BlockRow, Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { BlockRow };

/** The wire's block; what the row has more is left out on the way. */
export const toBlock = (row: BlockRow): z.input<typeof Block> => ({
  ...row,
  metadata: (row.metadata ?? {}) as Record<string, unknown>,
});

/** @throws AppError `not_found` */
export async function findBlock(ctx: Context, id: string): Promise<BlockRow> {
  const row = await ctx.db.block.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Block", id);
  return row;
}

export const getBlock = async (ctx: Context, id: string) => toBlock(await findBlock(ctx, id));

/**
 * The block, held for this transaction: whoever else changes it waits, so no change is lost.
 * The lock lets others refer to the row meanwhile.
 * @throws AppError `not_found`
 */
export async function lockBlock(tx: Context, id: string): Promise<BlockRow> {
  await tx.db.$queryRaw(Prisma.sql`
    select id
    from blocks
    where id = ${id}
      and organization_id = ${tx.actor.organizationId}
    for no key update`);
  return findBlock(tx, id);
}

/** What the history keeps of a block. */
export const blockState = (
  row: Pick<BlockRow, "label" | "value" | "limit" | "description" | "read_only" | "tags">,
) => ({
  label: row.label,
  value: row.value,
  limit: row.limit,
  description: row.description,
  read_only: row.read_only,
  tags: row.tags,
});
