import type { z } from "zod";
import type { Identity } from "@/lib/contract/identities/schemas";
import type { Identity as IdentityRow } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { IdentityRow };

type IdentityBody = z.input<typeof Identity>;

/** The id lists are deprecated and always empty; the lists of an identity's agents and blocks have operations of their own. */
export const toIdentity = (row: IdentityRow): IdentityBody => ({
  ...row,
  identity_type: row.identity_type as IdentityBody["identity_type"],
  properties: row.properties as unknown as IdentityBody["properties"],
  agent_ids: [],
  block_ids: [],
});

/** @throws AppError `not_found` */
export async function findIdentity(ctx: Context, id: string): Promise<IdentityRow> {
  const row = await ctx.db.identity.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Identity", id);
  return row;
}

export const getIdentity = async (ctx: Context, id: string) => toIdentity(await findIdentity(ctx, id));
