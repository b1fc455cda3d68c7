import type { ModelPrice as PriceRow } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import type { Price } from "./price";

/** The price that the organisation set for a handle. */
export async function ownPrice(ctx: Context, handle: string | null): Promise<Price | null> {
  if (!handle) return null;
  const row = await ctx.db.modelPrice.findUnique({
    where: { organization_id_handle: { organization_id: ctx.actor.organizationId, handle } },
  });
  return row && toPrice(row);
}

export const toPrice = (row: PriceRow): Price => ({
  input: row.input.toNumber(),
  cached_input: row.cached_input?.toNumber() ?? null,
  cache_write: row.cache_write?.toNumber() ?? null,
  output: row.output.toNumber(),
});
