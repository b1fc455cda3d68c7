import type { McpServerKey, McpTarget } from "@/lib/runtime/mcp";
import type { Context } from "../context";
import { assertAddress, assertProcessesAllowed } from "./assert-usable";
import { fillTemplates } from "./fill-templates";
import { headersOf } from "./headers-of";
import { type McpConfig, tokenHeader } from "./mcp-config";
import { type McpServerRow, openedConfig } from "./mcp-server";
import { signedInStore } from "./oauth-sessions";
import { readSecrets } from "./read-secrets";

interface For {
  /** The agent whose secrets fill the templates. */
  agentId?: string | null;
}

/**
 * How a stored server is reached, for the caller and the agent.
 * @throws AppError when the operator does not allow it any more
 */
export async function targetOf(ctx: Context, row: McpServerRow, who: For = {}): Promise<McpServerKey> {
  return { id: row.id, target: await resolved(ctx, openedConfig(ctx, row), who) };
}

/** The same for a server that is not stored. */
export async function targetOfConfig(ctx: Context, config: McpConfig, who: For = {}): Promise<McpServerKey> {
  return { id: null, target: await resolved(ctx, config, who) };
}

async function resolved(ctx: Context, config: McpConfig, { agentId }: For): Promise<McpTarget> {
  const variables = agentId ? await readSecrets(ctx, agentId) : {};
  const fill = (text: string) => fillTemplates(text, variables);
  const filled = (texts: Record<string, string> | null) =>
    Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, fill(text)]));
  if (config.type === "stdio") {
    assertProcessesAllowed(ctx);
    const { command, args, env } = config;
    return { type: "stdio", command, args: args.map(fill), env: filled(env) };
  }
  const url = fill(config.server_url);
  assertAddress(ctx, url);
  const token = tokenHeader(config);
  const headers = headersOf([
    ...(token ? [[token.name, fill(token.value)] as [string, string]] : []),
    ...Object.entries(filled(config.custom_headers)),
    ...(agentId ? [["x-agent-id", agentId] as [string, string]] : []),
  ]);
  const oauth = headers.authorization ? null : await signedInStore(ctx, config.server_url);
  return { type: config.type, url, headers, ...(oauth && { oauth }) };
}
