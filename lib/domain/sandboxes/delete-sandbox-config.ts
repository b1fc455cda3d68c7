import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { findSandboxConfig } from "./sandbox-config";

/**
 * Deletes a config with its variables.
 * @throws AppError `not_found`
 */
export async function deleteSandboxConfig(ctx: Context, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { type } = await findSandboxConfig(tx, id);
    await tx.db.sandboxConfig.delete({ where: { id, organization_id: tx.actor.organizationId } });
    await recordAudit(tx, {
      action: "sandbox_config.deleted",
      entityType: "sandbox_config",
      entityId: id,
      detail: { type },
    });
  });
}
