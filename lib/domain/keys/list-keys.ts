import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toKeys } from "./key";

/** The keys of the organisation, newest first; revoked ones only when asked for. */
export async function listKeys(
  ctx: Context,
  { include_revoked, ...page }: Page & { include_revoked: boolean },
) {
  const { organizationId } = ctx.actor;
  const rows = await listPage({
    where: { organization_id: organizationId, ...(!include_revoked && { revoked_at: null }) },
    organizationId,
    page,
    find: (query) => ctx.db.apiKey.findMany(query),
  });
  return toKeys(ctx, rows);
}
