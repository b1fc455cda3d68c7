import type { z } from "zod";
import type { SandboxEnvironmentVariable } from "@/lib/contract/admin/sandbox";
import type { SandboxVariable as SandboxVariableRow } from "@/lib/generated/prisma/client";
import { AppError, notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { SandboxVariableRow };

/** Where a variable's ciphertext belongs. */
export const variablePlace = (id: string) => `sandbox_variables.value_enc:${id}`;

export const openVariable = (ctx: Context, { id, value_enc }: SandboxVariableRow) =>
  ctx.secrets.open(value_enc, variablePlace(id));

/** The wire's variable, with its value in clear: whoever may read it may also run a tool that prints it. */
export const toSandboxVariable = (
  ctx: Context,
  row: SandboxVariableRow,
): z.input<typeof SandboxEnvironmentVariable> => ({
  id: row.id,
  key: row.key,
  value: openVariable(ctx, row),
  description: row.description,
  value_enc: null,
  sandbox_config_id: row.sandbox_config_id,
  created_by_id: row.created_by_id,
  last_updated_by_id: row.last_updated_by_id,
  created_at: row.created_at,
  updated_at: row.updated_at,
});

/** @throws AppError `not_found` */
export async function findSandboxVariable(ctx: Context, id: string): Promise<SandboxVariableRow> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.sandboxVariable.findFirst({ where });
  if (!row) throw notFound("Sandbox environment variable", id);
  return row;
}

/**
 * No system can hold a variable of another name.
 * @throws AppError `invalid_argument`
 */
export function assertPossibleKey(key: string): void {
  if (!/^[^=\s]+$/.test(key))
    throw new AppError("invalid_argument", `'${key}' cannot be the name of an environment variable`);
}
