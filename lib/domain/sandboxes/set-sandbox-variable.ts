import type { SandboxEnvironmentVariableCreate } from "@/lib/contract/admin/sandbox";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { findSandboxConfig } from "./sandbox-config";
import { assertPossibleKey, toSandboxVariable, variablePlace } from "./sandbox-variable";

/**
 * Gives a config a variable; one of the same key is replaced and keeps its id.
 * @throws AppError `not_found` for an unknown config, `invalid_argument` for what cannot be a variable
 */
export async function setSandboxVariable(
  ctx: Context,
  configId: string,
  { key, value, description }: SandboxEnvironmentVariableCreate,
) {
  assertPossibleKey(key);
  const { organizationId: organization_id, userId } = ctx.actor;
  const stored = await transaction(ctx, async (tx) => {
    await findSandboxConfig(tx, configId);
    await lockConfig(tx, configId);
    const where = { sandbox_config_id: configId, key, organization_id };
    const former = await tx.db.sandboxVariable.findFirst({ where, select: { id: true } });
    const id = former?.id ?? tx.ids.next("sandbox-env");
    const now = tx.clock.now();
    const fields = {
      value_enc: tx.secrets.seal(value, variablePlace(id)),
      description: description ?? null,
      last_updated_by_id: userId,
      updated_at: now,
    };
    const row = former
      ? await tx.db.sandboxVariable.update({ where: { id, organization_id }, data: fields })
      : await tx.db.sandboxVariable.create({
          data: { id, ...where, ...fields, created_by_id: userId, created_at: now },
        });
    await recordAudit(tx, {
      action: "sandbox_variable.set",
      entityType: "sandbox_variable",
      entityId: id,
      detail: { key },
    });
    return row;
  });
  return toSandboxVariable(ctx, stored);
}

/** A ciphertext is bound to its row's id, so two who set the same key at once must come one after the other. */
const lockConfig = (tx: Context, id: string) =>
  tx.db.$queryRaw(Prisma.sql`
    select id
    from sandbox_configs
    where id = ${id}
      and organization_id = ${tx.actor.organizationId}
    for update`);
