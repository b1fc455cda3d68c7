import type { SandboxEnvironmentVariableUpdate } from "@/lib/contract/admin/sandbox";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { assertPossibleKey, findSandboxVariable, toSandboxVariable, variablePlace } from "./sandbox-variable";

/**
 * Changes a variable; null and absent fields stay.
 * @throws AppError `not_found`, `conflict` for a key that the config has already, `invalid_argument` for what cannot be
 * a variable
 */
export async function updateSandboxVariable(
  ctx: Context,
  id: string,
  { key, value, description }: SandboxEnvironmentVariableUpdate,
) {
  if (key != null) assertPossibleKey(key);
  const stored = await transaction(ctx, async (tx) => {
    const former = await findSandboxVariable(tx, id);
    const row = await tx.db.sandboxVariable.update({
      where: { id, organization_id: tx.actor.organizationId },
      data: {
        key: key ?? former.key,
        description: description ?? former.description,
        ...(value != null && { value_enc: tx.secrets.seal(value, variablePlace(id)) }),
        last_updated_by_id: tx.actor.userId,
        updated_at: tx.clock.now(),
      },
    });
    await recordAudit(tx, {
      action: "sandbox_variable.set",
      entityType: "sandbox_variable",
      entityId: id,
      detail: { key: row.key },
    });
    return row;
  });
  return toSandboxVariable(ctx, stored);
}
