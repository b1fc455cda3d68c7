import type { Context } from "../context";
import { assertUsable } from "./assert-usable";
import { withHealth } from "./fetch-tools";
import { configOf, type GivenConfig } from "./mcp-config";
import { serverError } from "./server-error";
import { targetOfConfig } from "./target-of";

/**
 * Connects to a server without storing it.
 * @throws AppError when it cannot be used
 */
export async function tryMcpServer(
  ctx: Context,
  { serverName, config: given }: { serverName: string; config: GivenConfig },
  signal: AbortSignal,
) {
  const config = configOf(given);
  assertUsable(ctx, config);
  const target = await targetOfConfig(ctx, config);
  try {
    const tools = await ctx.mcp.listTools(target, { signal });
    return { status: "success", tools: tools.map(withHealth) };
  } catch (err) {
    throw serverError(serverName, err);
  }
}
