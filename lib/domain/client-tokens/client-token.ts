import { createHash } from "node:crypto";
import type { z } from "zod";
import type { CreateClientSideAccessTokenResponse } from "@/lib/contract/client-side-access-tokens/schemas";
import type { ClientAccessToken as ClientTokenRow } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export type { ClientTokenRow };

type ClientTokenBody = z.input<typeof CreateClientSideAccessTokenResponse>;
export type ClientTokenPolicy = ClientTokenBody["policy"];
export type ClientTokenAccess = ClientTokenPolicy["data"][number]["access"][number];

/** What every such token begins with, so that none is ever taken for another kind of key. */
export const clientTokenPrefix = "mn-client-";

/** Nobody can guess 256 random bits, so the hash needs no salt or stretching. */
export const clientTokenHash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Where a token's ciphertext belongs. */
export const clientTokenPlace = (id: string) => `client_access_tokens.token_enc:${id}`;

/** The policy of a row. The cast holds because only our own verbs write the column. */
export const policyOf = ({ policy }: Pick<ClientTokenRow, "policy">) =>
  policy as unknown as ClientTokenPolicy;

/** The wire's token, with its text: who may list tokens may make them. */
export const toClientToken = (ctx: Context, row: ClientTokenRow): ClientTokenBody => ({
  policy: policyOf(row),
  token: ctx.secrets.open(row.token_enc, clientTokenPlace(row.id)),
  hostname: row.hostname,
  expiresAt: row.expires_at.toISOString(),
});
