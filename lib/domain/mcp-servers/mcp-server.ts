import type { McpServer as McpServerRow } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import type { McpConfig } from "./mcp-config";

export type { McpServerRow };

/** @throws AppError `not_found` */
export async function findMcpServer(ctx: Context, id: string): Promise<McpServerRow> {
  const row = await ctx.db.mcpServer.findFirst({
    where: { id, organization_id: ctx.actor.organizationId },
  });
  if (!row) throw notFound("MCP server", id);
  return row;
}

/** The server as it is stored, with its secrets sealed. */
export function sealedColumns(ctx: Context, id: string, config: McpConfig) {
  const seal = (column: SealedColumn, plaintext: string | null) =>
    plaintext === null ? null : ctx.secrets.seal(plaintext, placeOf(column, id));
  const isProcess = config.type === "stdio";
  const { command, args, env } = isProcess ? config : NO_PROCESS;
  const { server_url, auth_header, token, custom_headers } = isProcess ? NO_ADDRESS : config;
  return {
    server_type: config.type,
    server_url,
    auth_header,
    token_enc: seal("token_enc", token),
    custom_headers_enc: seal("custom_headers_enc", custom_headers && JSON.stringify(custom_headers)),
    stdio_config_enc: seal("stdio_config_enc", isProcess ? JSON.stringify({ command, args, env }) : null),
  };
}

/** The server's connection with its secrets in plain text. The casts hold because only `sealedColumns` writes them. */
export function openedConfig(ctx: Context, row: McpServerRow): McpConfig {
  const open = (column: SealedColumn) => {
    const sealed = row[column];
    return sealed && ctx.secrets.open(sealed, placeOf(column, row.id));
  };
  const process = open("stdio_config_enc");
  if (process) return { type: "stdio", ...(JSON.parse(process) as typeof NO_PROCESS) };
  const headers = open("custom_headers_enc");
  return {
    type: row.server_type as "sse" | "streamable_http",
    server_url: row.server_url ?? "",
    auth_header: row.auth_header,
    token: open("token_enc"),
    custom_headers: headers ? (JSON.parse(headers) as Record<string, string>) : null,
  };
}

type SealedColumn = "token_enc" | "custom_headers_enc" | "stdio_config_enc";

const placeOf = (column: SealedColumn, id: string) => `mcp_servers.${column}:${id}`;

const NO_PROCESS = { command: "", args: [] as string[], env: null as Record<string, string> | null };
const NO_ADDRESS = { server_url: null, auth_header: null, token: null, custom_headers: null };
