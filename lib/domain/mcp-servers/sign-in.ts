import { setTimeout as pause } from "node:timers/promises";
import { type HttpTarget, McpFailure, type SignedInTarget } from "@/lib/runtime/mcp";
import type { Context } from "../context";
import type { ConnectEvent, Connecting } from "./connect-mcp-server";
import { beginSession, type SessionSecrets, SIGN_IN_MS, secretsOf, storeOf } from "./oauth-sessions";

const LOOK_EVERY_MS = 1_000;

/**
 * Sends the user to the server's authorization and waits until tokens are stored.
 * @throws McpFailure when the user refuses or does not come back in time
 */
export async function* signIn(
  ctx: Context,
  { serverName, server, redirectUrl, target }: Connecting & { target: HttpTarget },
  signal: AbortSignal,
): AsyncGenerator<ConnectEvent> {
  yield { event: "oauth_required", message: `MCP server '${serverName}' asks for a sign-in` };
  const isStored = "id" in server;
  const serverUrl = (isStored || server.type !== "stdio" ? server.server_url : null) ?? target.url;
  const { id, state } = await beginSession(ctx, {
    serverId: isStored ? server.id : null,
    serverName,
    serverUrl,
    redirectUrl,
  });
  const where = { id, organization_id: ctx.actor.organizationId };
  const session = await ctx.db.mcpOauthSession.findFirstOrThrow({ where });
  const signedIn: SignedInTarget = { ...target, oauth: storeOf(ctx, session) };
  const url = await ctx.mcp.beginAuthorization(signedIn, { state, signal });
  if (url !== null) {
    await ctx.db.mcpOauthSession.updateMany({ where, data: { authorization_url: url } });
    yield { event: "authorization_url", url, session_id: id };
    yield { event: "waiting_for_auth", message: "Waiting for the sign-in in the browser" };
    await ctx.mcp.finishAuthorization(signedIn, await answerOf(ctx, id, signal));
  }
  await ctx.db.mcpOauthSession.updateMany({
    where,
    data: { status: "authorized", state_hash: null, authorization_url: null, expires_at: null },
  });
}

/** What the browser brought back, whichever process it came to. */
async function answerOf(ctx: Context, id: string, signal: AbortSignal) {
  const where = { id, organization_id: ctx.actor.organizationId };
  for (let waitedMs = 0; waitedMs <= SIGN_IN_MS; waitedMs += LOOK_EVERY_MS) {
    const row = await ctx.db.mcpOauthSession.findFirst({ where });
    if (!row) throw new McpFailure("unauthorized", "The sign-in was given up");
    const answer: SessionSecrets["answer"] = secretsOf(ctx, row).answer;
    if (answer && "code" in answer) return answer;
    if (answer) throw new McpFailure("unauthorized", `The sign-in was refused: ${answer.error}`);
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
  throw new McpFailure("timed_out", "Nobody signed in in time");
}
