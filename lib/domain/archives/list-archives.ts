import { assertId } from "../assert-id";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toArchive } from "./archive";

/** @throws AppError for an ill-formed agent id or an unknown cursor */
export async function listArchives(ctx: Context, filter: { name?: string; agent_id?: string }, page: Page) {
  const { name, agent_id } = filter;
  if (agent_id) assertId("agent", agent_id);
  const rows = await listPage({
    where: {
      organization_id: ctx.actor.organizationId,
      ...(name && { name }),
      ...(agent_id && { agents: { some: { agent_id } } }),
    },
    organizationId: ctx.actor.organizationId,
    page,
    unknownCursor: 404,
    entity: "Archive",
    find: (query) => ctx.db.archive.findMany(query),
  });
  return rows.map(toArchive);
}
