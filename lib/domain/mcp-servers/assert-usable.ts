import ipaddr from "ipaddr.js";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { headersOf } from "./headers-of";
import { type McpConfig, tokenHeader } from "./mcp-config";

/**
 * What can be known before anything is tried. The address that is really dialled is checked again when it is.
 * @throws AppError `invalid_argument` for a process where the operator allows none, `unprocessable` for an address
 * that is none or not allowed
 */
export function assertUsable(ctx: Context, config: McpConfig): void {
  if (config.type === "stdio") {
    assertProcessesAllowed(ctx);
    if (config.command.trim() === "") throw unprocessable("A stdio server needs a command");
    return;
  }
  assertAddress(ctx, config.server_url);
  const token = tokenHeader(config);
  headersOf([
    ...Object.entries(config.custom_headers ?? {}),
    ...(token ? [Object.values(token) as Pair] : []),
  ]);
}

const addressLengthMax = 4_096;

type Pair = [name: string, value: string];

/** @throws AppError `invalid_argument` */
export function assertProcessesAllowed({ settings }: Context): void {
  if (settings.mcpStdio) return;
  throw new AppError(
    "invalid_argument",
    "MCP servers of the type stdio are switched off on this server, since they run programs on its machine. Its operator can allow them with MCP_STDIO=on",
  );
}

/** @throws AppError `unprocessable` */
export function assertAddress({ settings }: Context, address: string): void {
  if (address.length > addressLengthMax) throw unprocessable("server_url is too long");
  // A template stands for a part that only an agent's secrets tell.
  const text = address.replace(/\{\{.*?\}\}/g, "template");
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw unprocessable("server_url must be an address that begins with http:// or https://");
  if (settings.mcpPrivateAddresses || isPublicHost(new URL(text).hostname)) return;
  throw unprocessable(
    "server_url points to this machine or into a private network. The server's operator can allow that with MCP_ALLOW_PRIVATE=on",
  );
}

function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === "unicast";
  return !/(^|\.)(localhost|local|internal|svc(\..*)?)\.?$/.test(host);
}

const unprocessable = (message: string) => new AppError("unprocessable", message);
