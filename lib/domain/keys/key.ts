import type { z } from "zod";
import type { MnemeKey } from "@/lib/contract/mneme/schemas";
import type { ApiKey } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

/** Keys as clients see them: who they belong to and how they were used, never what they are. */
export async function toKeys(ctx: Context, rows: ApiKey[]): Promise<z.input<typeof MnemeKey>[]> {
  const users = await ctx.db.user.findMany({
    where: { id: { in: rows.map(({ user_id }) => user_id) }, organization_id: ctx.actor.organizationId },
    select: { id: true, name: true },
  });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    hint: row.key_hint,
    user_id: row.user_id,
    user_name: names.get(row.user_id) ?? null,
    last_used_at: row.last_used_at,
    expires_at: row.expires_at,
    revoked_at: row.revoked_at,
    created_at: row.created_at,
  }));
}
