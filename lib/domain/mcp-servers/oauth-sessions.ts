import { createHash, randomBytes } from "node:crypto";
import type { McpOauthSession } from "@/lib/generated/prisma/client";
import type { McpCredentials, McpTokenStore } from "@/lib/runtime/mcp";
import type { Context } from "../context";
import { transaction } from "../transaction";

/** What a sign-in knows, sealed as one: the connector's credentials, and what the browser came back with. */
export interface SessionSecrets {
  redirectUrl: string;
  credentials: McpCredentials;
  answer?: { code: string; issuer: string | null } | { error: string };
}

/** A user has this long to sign in. */
export const SIGN_IN_MS = 300_000;

interface Beginning {
  serverId: string | null;
  serverName: string;
  serverUrl: string;
  redirectUrl: string;
}

/** Begins a sign-in. `state` is known to the browser alone; the row has its hash. */
export async function beginSession(
  ctx: Context,
  beginning: Beginning,
): Promise<{ id: string; state: string }> {
  const id = ctx.ids.next("mcp-oauth");
  const state = randomBytes(32).toString("base64url");
  const organization_id = ctx.actor.organizationId;
  const expires_at = new Date(Date.now() + SIGN_IN_MS);
  const { serverId, serverName, serverUrl, redirectUrl } = beginning;
  await transaction(ctx, async (tx) => {
    await tx.db.mcpOauthSession.deleteMany({
      where: { organization_id, status: { not: "authorized" }, expires_at: { lt: new Date() } },
    });
    await tx.db.mcpOauthSession.create({
      data: {
        id,
        organization_id,
        mcp_server_id: serverId,
        user_id: tx.actor.userId,
        server_url: serverUrl,
        server_name: serverName,
        state_hash: hashOf(state),
        secrets_enc: sealed(tx, id, { redirectUrl, credentials: {} }),
        expires_at,
      },
    });
  });
  return { id, state };
}

export const hashOf = (state: string) => createHash("sha256").update(state).digest("hex");

const place = (id: string) => `mcp_oauth_sessions.secrets_enc:${id}`;

const sealed = (ctx: Context, id: string, secrets: SessionSecrets) =>
  ctx.secrets.seal(JSON.stringify(secrets), place(id));

/** The cast holds because only `sealed` writes the column. */
export const secretsOf = (ctx: Context, { id, secrets_enc }: Sealed): SessionSecrets =>
  secrets_enc
    ? (JSON.parse(ctx.secrets.open(secrets_enc, place(id))) as SessionSecrets)
    : { redirectUrl: "", credentials: {} };

type Sealed = Pick<McpOauthSession, "id" | "secrets_enc">;

/** Changes what a session knows, with its row held, so that no two changes lose one another's. */
export async function changeSecrets(
  ctx: Context,
  session: Pick<McpOauthSession, "id" | "organization_id">,
  change: (secrets: SessionSecrets) => SessionSecrets,
): Promise<void> {
  const where = { id: session.id, organization_id: session.organization_id };
  await transaction(ctx, async (tx) => {
    const [held] = await tx.db.mcpOauthSession.updateManyAndReturn({
      where,
      data: { updated_at: tx.clock.now() },
    });
    if (!held) return;
    const secrets_enc = sealed(tx, held.id, change(secretsOf(tx, held)));
    await tx.db.mcpOauthSession.updateMany({ where, data: { secrets_enc } });
  });
}

/** Where the connector keeps the credentials of a session. */
export function storeOf(ctx: Context, session: McpOauthSession): McpTokenStore {
  const where = { id: session.id, organization_id: session.organization_id };
  return {
    id: session.id,
    redirectUrl: secretsOf(ctx, session).redirectUrl,
    async load() {
      const row = await ctx.db.mcpOauthSession.findFirst({ where });
      return row ? secretsOf(ctx, row).credentials : {};
    },
    save: (change) =>
      changeSecrets(ctx, session, (secrets) => ({
        ...secrets,
        credentials: { ...secrets.credentials, ...change },
      })),
  };
}

/** The user's last sign-in at the address; null without one. */
export async function signedInStore(ctx: Context, serverUrl: string): Promise<McpTokenStore | null> {
  const session = await ctx.db.mcpOauthSession.findFirst({
    where: {
      organization_id: ctx.actor.organizationId,
      user_id: ctx.actor.userId,
      server_url: serverUrl,
      status: "authorized",
    },
    orderBy: [{ created_at: "desc" }, { id: "desc" }],
  });
  return session && storeOf(ctx, session);
}
