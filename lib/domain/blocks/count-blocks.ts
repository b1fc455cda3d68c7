import type { Context } from "../context";
import { type BlockFilter, blockWhere } from "./block-filter";

/** Without any filter everything counts, templates too. */
export async function countBlocks(ctx: Context, { match_all_tags, ...filter }: BlockFilter): Promise<number> {
  const isFiltered = Object.values(filter).some((value) => value !== undefined && value !== false);
  if (!isFiltered) return ctx.db.block.count({ where: { organization_id: ctx.actor.organizationId } });
  return ctx.db.block.count({
    where: await blockWhere(ctx, { ...filter, match_all_tags, show_hidden_blocks: true }),
  });
}
