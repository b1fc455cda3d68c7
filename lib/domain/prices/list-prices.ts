import type { z } from "zod";
import type { MnemePrices } from "@/lib/contract/mneme/prices";
import type { Context } from "../context";
import { toPrice } from "./own-price";
import { shippedPrices } from "./price";

/** The prices that the organisation set, and the ones that are known without. */
export async function listPrices(ctx: Context): Promise<z.input<typeof MnemePrices>> {
  const rows = await ctx.db.modelPrice.findMany({
    where: { organization_id: ctx.actor.organizationId },
    orderBy: { handle: "asc" },
  });
  return {
    own: rows.map((row) => ({ handle: row.handle, ...toPrice(row), updated_at: row.updated_at })),
    shipped: shippedPrices.map(({ vendor, as_of, model, price: { over, ...price } }) => ({
      vendor,
      as_of,
      model,
      ...price,
      over: over ?? null,
    })),
  };
}
