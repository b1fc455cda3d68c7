import { LocalSandboxConfig, type SandboxType } from "@/lib/contract/admin/sandbox";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../events/record-audit";
import type { Context } from "../context";
import { transaction } from "../transaction";
import {
  type SandboxConfigRow,
  type SandboxSettings,
  toSandboxConfig,
  typeOfSettings,
} from "./sandbox-config";

/** Settings for the sandboxes of one kind. An organisation has one config of each: setting it again replaces the settings. */
export async function setSandboxConfig(ctx: Context, settings: SandboxSettings) {
  return toSandboxConfig(await writeConfig(ctx, typeOfSettings(settings), settings));
}

/** The config of a kind as it is, made with nothing particular in it where there is none. */
export async function ensureSandboxConfig(ctx: Context, type: "local" | "e2b") {
  const where = { organization_id: ctx.actor.organizationId, type };
  const row = await ctx.db.sandboxConfig.findFirst({ where });
  if (row) return toSandboxConfig(row);
  const settings = type === "local" ? LocalSandboxConfig.parse({}) : { timeout: 300 };
  return toSandboxConfig(await writeConfig(ctx, type, settings));
}

async function writeConfig(
  ctx: Context,
  type: SandboxType,
  settings: SandboxSettings,
): Promise<SandboxConfigRow> {
  const { organizationId: organization_id, userId } = ctx.actor;
  const config = settings as Prisma.InputJsonObject;
  return transaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const row = await tx.db.sandboxConfig.upsert({
      where: { organization_id_type: { organization_id, type } },
      create: {
        id: tx.ids.next("sandbox"),
        organization_id,
        type,
        config,
        created_by_id: userId,
        last_updated_by_id: userId,
        created_at: now,
        updated_at: now,
      },
      update: { config, last_updated_by_id: userId, updated_at: now },
    });
    await recordAudit(tx, {
      action: "sandbox_config.set",
      entityType: "sandbox_config",
      entityId: row.id,
      detail: { type },
    });
    return row;
  });
}
