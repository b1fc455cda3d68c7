import type { z } from "zod";
import type {
  SSEMCPServer,
  StdioMCPServer,
  StreamableHTTPMCPServer,
} from "@/lib/contract/mcp-servers/schemas";
import type { SSEServerConfig, StdioServerConfig } from "@/lib/contract/tools/mcp";
import type { Context } from "../context";
import { type GivenConfig, givenFields } from "./mcp-config";
import { type McpServerRow, openedConfig } from "./mcp-server";

type McpServerBody = z.input<typeof StdioMCPServer | typeof SSEMCPServer | typeof StreamableHTTPMCPServer>;
type LegacyBody = z.input<typeof StdioServerConfig | typeof SSEServerConfig>;

/** The server as the API shows it. The casts hold because the fields are those of the type. */
export function toMcpServer(ctx: Context, row: McpServerRow): McpServerBody {
  const config = openedConfig(ctx, row);
  const { id, server_name } = row;
  return { id, server_name, mcp_server_type: config.type, ...givenFields(config) } as McpServerBody;
}

/** The same for clients of the older generation. */
export function toLegacyConfig(ctx: Context, row: McpServerRow): LegacyBody {
  const config = openedConfig(ctx, row);
  return { server_name: row.server_name, type: config.type, ...givenFields(config) } as LegacyBody;
}

interface LegacyChange extends Omit<GivenConfig, "type"> {
  server_name?: string | null;
  token?: string | null;
  stdio_config?: GivenConfig | null;
}

/** What a client of the older generation wants changed of a server of the type. */
export function legacyChange(type: string, { server_name, token, stdio_config, ...fields }: LegacyChange) {
  const config = { ...fields, ...stdio_config, auth_token: fields.auth_token ?? token, type };
  return { serverName: server_name, config };
}

/** Where a browser comes back to from a sign-in; `url` is that of the request. */
export const callbackUrl = ({ settings }: Context, url: URL) =>
  `${(settings.publicUrl ?? url.origin).replace(/\/+$/, "")}/v1/tools/mcp/oauth/callback`;
