import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { findProvider } from "./provider";

/**
 * Forgets a provider's keys and with them its models. Its row keeps the name, so that it can come back under its id.
 * Agents keep their config: their next turn fails and names the provider that is missing.
 * @throws AppError `not_found`
 */
export async function deleteProvider(ctx: Context, id: string): Promise<{ message: string }> {
  const { name } = await transaction(ctx, async (tx) => {
    const row = await findProvider(tx, id);
    await tx.db.provider.update({
      where: { id, organization_id: tx.actor.organizationId },
      data: {
        is_deleted: true,
        api_key_enc: null,
        access_key_enc: null,
        last_synced: null,
        updated_at: tx.clock.now(),
      },
    });
    const detail = { name: row.name };
    await recordAudit(tx, { action: "provider.deleted", entityType: "provider", entityId: id, detail });
    return row;
  });
  return { message: `Provider '${name}' was deleted` };
}
