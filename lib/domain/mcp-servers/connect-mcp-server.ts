import type { HttpTarget, McpServerKey, McpToolDescription } from "@/lib/runtime/mcp";
import { McpFailure } from "@/lib/runtime/mcp";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { type HealthyTool, withHealth } from "./fetch-tools";
import type { McpConfig } from "./mcp-config";
import type { McpServerRow } from "./mcp-server";
import { signIn } from "./sign-in";
import { syncTools } from "./sync-tools";
import { targetOf, targetOfConfig } from "./target-of";

export type ConnectEvent =
  | { event: "connection_attempt"; server_name: string }
  | { event: "success"; tools: HealthyTool[] }
  | { event: "error"; message: string }
  | { event: "oauth_required"; message: string }
  | { event: "authorization_url"; url: string; session_id: string }
  | { event: "waiting_for_auth"; message: string };

export interface Connecting {
  serverName: string;
  /** The stored server, or how one that is not stored is reached. */
  server: McpServerRow | McpConfig;
  /** Where the browser comes back to from a sign-in. */
  redirectUrl: string;
}

/** Connects to a server and tells how it goes, with a sign-in of the user where the server asks for one. */
export async function* connectMcpServer(
  ctx: Context,
  connecting: Connecting,
  signal: AbortSignal,
): AsyncGenerator<{ data: ConnectEvent }> {
  yield { data: { event: "connection_attempt", server_name: connecting.serverName } };
  try {
    let tools: McpToolDescription[];
    try {
      tools = await toolsOf(ctx, connecting, signal);
    } catch (err) {
      const target = await targetToSignInAt(ctx, connecting, err);
      if (!target) throw err;
      for await (const data of signIn(ctx, { ...connecting, target }, signal)) yield { data };
      tools = await toolsOf(ctx, connecting, signal);
    }
    if ("id" in connecting.server) await syncTools(ctx, connecting.server.id, tools);
    yield { data: { event: "success", tools: tools.map(withHealth) } };
  } catch (err) {
    if (signal.aborted) return;
    yield { data: { event: "error", message: messageOf(ctx, err) } };
  }
}

const keyOf = (ctx: Context, { server }: Connecting): Promise<McpServerKey> =>
  "id" in server ? targetOf(ctx, server) : targetOfConfig(ctx, server);

const toolsOf = async (ctx: Context, connecting: Connecting, signal: AbortSignal) =>
  ctx.mcp.listTools(await keyOf(ctx, connecting), { signal });

/** Null where a sign-in would not help: nothing was asked, or a token was given. */
async function targetToSignInAt(
  ctx: Context,
  connecting: Connecting,
  err: unknown,
): Promise<HttpTarget | null> {
  if (!(err instanceof McpFailure) || err.kind !== "unauthorized") return null;
  const { target } = await keyOf(ctx, connecting);
  return target.type === "stdio" || target.headers.authorization ? null : target;
}

/** Failures of servers and callers are told in their words; ours are for the log. */
function messageOf(ctx: Context, err: unknown): string {
  if (err instanceof McpFailure || err instanceof AppError) return err.message;
  ctx.log.error({ error: err }, "an MCP server could not be connected");
  return "The connection failed because of an internal error";
}
