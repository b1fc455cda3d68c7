import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { findSandboxVariable } from "./sandbox-variable";

/** @throws AppError `not_found` */
export async function deleteSandboxVariable(ctx: Context, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { key } = await findSandboxVariable(tx, id);
    await tx.db.sandboxVariable.delete({ where: { id, organization_id: tx.actor.organizationId } });
    await recordAudit(tx, {
      action: "sandbox_variable.deleted",
      entityType: "sandbox_variable",
      entityId: id,
      detail: { key },
    });
  });
}
