import type { z } from "zod";
import type { Identity } from "@/lib/contract/identities/schemas";
import type { Identity as IdentityRow } from "@/lib/generated/prisma/client";

type IdentityBody = z.input<typeof Identity>;

/** The id lists are deprecated and always empty; the lists of an identity's agents and blocks have operations of their own. */
export const toIdentity = (row: IdentityRow): IdentityBody => ({
  ...row,
  identity_type: row.identity_type as IdentityBody["identity_type"],
  properties: row.properties as unknown as IdentityBody["properties"],
  agent_ids: [],
  block_ids: [],
});
