import type { z } from "zod";
import type { SandboxConfig, SandboxConfigCreate, SandboxType } from "@/lib/contract/admin/sandbox";
import type { SandboxConfig as SandboxConfigRow } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { SandboxConfigRow };
export type SandboxSettings = SandboxConfigCreate["config"];

/** The wire's config. The casts hold because only our own verbs write these columns. */
export const toSandboxConfig = (row: SandboxConfigRow): z.input<typeof SandboxConfig> => ({
  id: row.id,
  type: row.type as SandboxType,
  config: row.config as Record<string, unknown>,
  created_by_id: row.created_by_id,
  last_updated_by_id: row.last_updated_by_id,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

/** Which kind of sandbox settings are for; every kind has a field with a default that the others lack. */
export function typeOfSettings(settings: SandboxSettings): SandboxType {
  if ("use_venv" in settings) return "local";
  return "language" in settings ? "modal" : "e2b";
}

/** @throws AppError `not_found` */
export async function findSandboxConfig(ctx: Context, id: string): Promise<SandboxConfigRow> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.sandboxConfig.findFirst({ where });
  if (!row) throw notFound("Sandbox config", id);
  return row;
}
