import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { callAtServer } from "./call-mcp-tool";
import { findByName } from "./find-by-name";

/**
 * Calls a tool by the name that its server has for it.
 * @throws AppError `not_found` for an unknown server, `invalid_argument` when the tool fails
 */
export async function executeMcpTool(
  ctx: Context,
  { serverName, toolName, args }: { serverName: string; toolName: string; args: Record<string, unknown> },
  signal: AbortSignal,
) {
  const server = await findByName(ctx, serverName);
  const { isError, text } = await callAtServer(ctx, server, { name: toolName, args, agentId: null, signal });
  if (isError) throw new AppError("invalid_argument", text);
  return { result: text, success: true };
}
