import { McpFailure } from "@/lib/runtime/mcp";
import { AppError } from "@/lib/shared/errors";

/**
 * The answer when a server could not be used: 408 when it took too long, 502 otherwise. Clients would repeat either, but
 * a tool that did not answer may have run. What lies behind the failure may name addresses and headers, so it stays here.
 */
export function serverError(serverName: string, err: unknown): unknown {
  if (!(err instanceof McpFailure)) return err;
  return new AppError("unavailable", `MCP server '${serverName}': ${err.message}`, {
    status: err.kind === "timed_out" ? 408 : 502,
    headers: { "x-should-retry": "false" },
  });
}
