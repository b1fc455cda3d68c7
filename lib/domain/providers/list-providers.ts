import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { type ProviderBody, toProvider } from "./provider";

/**
 * The providers that were registered; those of the server's own configuration are not among them.
 * @throws AppError for an unknown cursor
 */
export async function listProviders(
  ctx: Context,
  filter: { name?: string; provider_type?: string },
  page: Page,
): Promise<ProviderBody[]> {
  const { name, provider_type } = filter;
  const rows = await listPage({
    where: {
      organization_id: ctx.actor.organizationId,
      is_deleted: false,
      ...(name && { name }),
      ...(provider_type && { provider_type }),
    },
    organizationId: ctx.actor.organizationId,
    page,
    unknownCursor: 404,
    entity: "Provider",
    find: (query) => ctx.db.provider.findMany(query),
  });
  return rows.map(toProvider);
}
