import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";

/**
 * Takes a price back: from now on the model costs what is known without. What was spent stays.
 * @throws AppError `not_found`
 */
export async function deletePrice(ctx: Context, handle: string): Promise<undefined> {
  await transaction(ctx, async (tx) => {
    const where = { organization_id: tx.actor.organizationId, handle };
    const row = await tx.db.modelPrice.findUnique({ where: { organization_id_handle: where } });
    if (!row) throw notFound("Price", handle);
    await tx.db.modelPrice.delete({ where: { id: row.id, organization_id: row.organization_id } });
    await recordAudit(tx, {
      action: "model_price.deleted",
      entityType: "model_price",
      entityId: row.id,
      detail: { handle },
    });
  });
}
