import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { groupInclude, toGroup } from "./group";

export async function listGroups(ctx: Context, query: Page & { manager_type?: string; project_id?: string }) {
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: {
      organization_id: organizationId,
      ...(query.manager_type && { manager_type: query.manager_type }),
      ...(query.project_id && { project_id: query.project_id }),
    },
    organizationId,
    page: query,
    defaultOrder: "asc",
    find: (page) => ctx.db.group.findMany({ ...page, include: groupInclude }),
  });
  return rows.map(toGroup);
}

export const countGroups = (ctx: Context): Promise<number> =>
  ctx.db.group.count({ where: { organization_id: ctx.actor.organizationId } });
