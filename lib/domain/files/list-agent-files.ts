import type { z } from "zod";
import type { PaginatedAgentFiles } from "@/lib/contract/agents/schemas";
import type { AgentFile } from "@/lib/generated/prisma/client";
import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";

type Answer = z.input<typeof PaginatedAgentFiles>;
type Query = Page & { cursor?: string; is_open?: boolean };

const limitDefault = 100;

/** A page of an agent's files, as it sees them. `cursor` is the older name of `after`. */
export async function listAgentFiles(ctx: Context, agentId: string, query: Query): Promise<Answer> {
  await assertAgentExists(ctx, agentId);
  const { cursor, is_open, ...page } = query;
  const limit = page.limit ?? limitDefault;
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: {
      agent_id: agentId,
      organization_id: organizationId,
      ...(is_open !== undefined && { is_open }),
    },
    organizationId,
    page: { ...page, after: page.after ?? cursor, limit: limit > 0 ? limit + 1 : 0 },
    find: (found) => ctx.db.agentFile.findMany(found),
  });
  return toPage(ctx, rows, { limit, isBackwards: Boolean(page.before) && !page.after && !cursor });
}

/** One row beyond the limit says that there are more; with `before` it is the first one. */
async function toPage(
  ctx: Context,
  rows: AgentFile[],
  { limit, isBackwards }: { limit: number; isBackwards: boolean },
): Promise<Answer> {
  const has_more = limit > 0 && rows.length > limit;
  const shown = has_more ? (isBackwards ? rows.slice(1) : rows.slice(0, limit)) : rows;
  const folders = await ctx.db.folder.findMany({
    where: { id: { in: shown.map(({ folder_id }) => folder_id) }, organization_id: ctx.actor.organizationId },
    select: { id: true, name: true },
  });
  const nameOf = new Map(folders.map(({ id, name }) => [id, name]));
  return {
    files: shown.map((row) => ({ ...row, folder_name: nameOf.get(row.folder_id) ?? "" })),
    next_cursor: has_more ? (isBackwards ? shown[0] : shown[shown.length - 1]).id : null,
    has_more,
  };
}
