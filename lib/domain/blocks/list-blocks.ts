import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toBlock } from "./block";
import { type BlockFilter, blockWhere } from "./block-filter";

export async function listBlocks(ctx: Context, query: BlockFilter & Page) {
  const rows = await listPage({
    where: await blockWhere(ctx, query),
    organizationId: ctx.actor.organizationId,
    page: query,
    defaultOrder: "asc",
    find: (page) => ctx.db.block.findMany(page),
  });
  return rows.map(toBlock);
}
