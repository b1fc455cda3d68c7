import type { z } from "zod";
import type { MnemeOwnPrice, MnemeSetPrice } from "@/lib/contract/mneme/prices";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { toPrice } from "./own-price";

/**
 * Sets what a model costs from now on. Steps that were taken before anybody knew its price get it too; those that have
 * a cost keep it, since that is what they cost then.
 */
export async function setPrice(
  ctx: Context,
  { handle, ...given }: MnemeSetPrice,
): Promise<z.input<typeof MnemeOwnPrice>> {
  const { organizationId } = ctx.actor;
  const now = ctx.clock.now();
  const price = {
    input: given.input,
    cached_input: given.cached_input ?? null,
    cache_write: given.cache_write ?? null,
    output: given.output,
    updated_at: now,
  };
  const row = await transaction(ctx, async (tx) => {
    const where = { organization_id: organizationId, handle };
    const stored = await tx.db.modelPrice.upsert({
      where: { organization_id_handle: where },
      create: { id: tx.ids.next("price"), ...where, ...price, created_at: now },
      update: price,
    });
    for (const table of [Prisma.sql`steps`, Prisma.sql`summary_calls`])
      await tx.db.$executeRaw(costUnpriced(table, organizationId, handle));
    await recordAudit(tx, {
      action: "model_price.set",
      entityType: "model_price",
      entityId: stored.id,
      detail: { handle, ...given },
    });
    return stored;
  });
  return { handle, ...toPrice(row), updated_at: row.updated_at };
}

/** In the database, since a model may have been called a hundred thousand times. */
const costUnpriced = (table: Prisma.Sql, organizationId: string, handle: string) => Prisma.sql`
  update ${table} as calls
  set cost_micros = round(
    greatest(0, prompt_tokens - coalesce(cached_input_tokens, 0) - coalesce(cache_write_tokens, 0)) * price.input
      + coalesce(cached_input_tokens, 0) * coalesce(price.cached_input, price.input)
      + coalesce(cache_write_tokens, 0) * coalesce(price.cache_write, price.input)
      + completion_tokens * price.output
  )
  from model_prices as price
  where price.organization_id = ${organizationId}
    and price.handle = ${handle}
    and calls.organization_id = ${organizationId}
    and calls.model_handle = ${handle}
    and calls.cost_micros is null
    and calls.total_tokens > 0`;
