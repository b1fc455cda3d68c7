import type { Context } from "../context";

/** The project that the request names, else the organisation's first one; null where it has none. */
export async function currentProject(ctx: Context): Promise<{ id: string; name: string } | null> {
  const organization_id = ctx.actor.organizationId;
  const select = { id: true, name: true };
  const named = ctx.projectId
    ? await ctx.db.project.findFirst({ where: { id: ctx.projectId, organization_id }, select })
    : null;
  const orderBy = [{ created_at: "asc" as const }, { id: "asc" as const }];
  return named ?? ctx.db.project.findFirst({ where: { organization_id }, orderBy, select });
}
