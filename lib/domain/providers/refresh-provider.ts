import type { Context } from "../context";
import { findProvider, type ProviderBody, type ProviderRow, toProvider } from "./provider";

/**
 * Asks a provider again for its models.
 * @throws AppError `not_found`
 */
export async function refreshProvider(ctx: Context, id: string): Promise<ProviderBody> {
  return toProvider(await syncProvider(ctx, await findProvider(ctx, id)));
}

/** What the catalog lists is what the provider says now; `last_synced` is when it last answered. */
export async function syncProvider(ctx: Context, row: ProviderRow): Promise<ProviderRow> {
  const { organizationId } = ctx.actor;
  await ctx.models.refresh(organizationId, row.name);
  const states = await ctx.models.providerStates(organizationId);
  const hasAnswered = states.some(
    ({ name, category, status }) => name === row.name && category === "byok" && status === "ok",
  );
  if (!hasAnswered) return row;
  const last_synced = ctx.clock.now();
  await ctx.db.provider.updateMany({
    where: { id: row.id, organization_id: organizationId, is_deleted: false },
    data: { last_synced, updated_at: row.updated_at },
  });
  return { ...row, last_synced };
}
