import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";

/**
 * Makes a key worthless from the next request on. Revoking twice is fine; the row stays, for the record.
 * @throws AppError `not_found`
 */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const where = { id, organization_id: tx.actor.organizationId };
    const key = await tx.db.apiKey.findFirst({ where, select: { name: true } });
    if (!key) throw notFound("Key", id);
    const { count } = await tx.db.apiKey.updateMany({
      where: { ...where, revoked_at: null },
      data: { revoked_at: tx.clock.now() },
    });
    if (count > 0)
      await recordAudit(tx, {
        action: "api_key.revoked",
        entityType: "api_key",
        entityId: id,
        detail: { name: key.name },
      });
  });
}
