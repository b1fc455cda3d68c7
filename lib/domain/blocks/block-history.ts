import type { Context } from "../context";
import { type HistoryQuery, historyPage } from "../history/history-page";
import { findBlock } from "./block";

/**
 * What happened to a block, newest first; it can still be read when the block is gone.
 * @throws AppError `not_found` for a block that never was
 */
export async function blockHistory(ctx: Context, id: string, query: HistoryQuery) {
  const page = await historyPage(ctx, { agentId: null, entityIds: [id] }, query);
  if (page.entries.length === 0 && !query.before) await findBlock(ctx, id);
  return page;
}
