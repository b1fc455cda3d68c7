import { type McpConnector, McpFailure, type McpTarget, type McpToolDescription } from "@/lib/runtime/mcp";
import { answerText } from "./answer-text";
import { boundedFetch } from "./bounded-fetch";
import { ConnectionPool, runOnce } from "./connection-pool";
import { failureOf } from "./failure";
import { askingProvider } from "./oauth-provider";
import { openConnection } from "./open-connection";

const idleMsDefault = 300_000;
const listTimeoutMs = 30_000;
const callTimeoutMsDefault = 60_000;
/** Far beyond what a model can be offered. Every one would become a row. */
const toolsMax = 2_000;

export interface ConnectorOptions {
  /** Reaches servers by HTTP; decides which addresses are allowed. */
  fetch: typeof fetch;
  version: string;
  /** A connection that nobody used for this long is closed, and with it a process. */
  idleMs?: number;
  callTimeoutMs?: number;
}

/** Reaches MCP servers with the protocol's own client, which is loaded with the first use. */
export function createMcpConnector(options: ConnectorOptions): McpConnector {
  const { idleMs = idleMsDefault, callTimeoutMs = callTimeoutMsDefault } = options;
  const pool = new ConnectionPool((target: McpTarget) => openConnection(target, options), idleMs);
  return {
    listTools: (server, { signal }) =>
      pool.run(server, signal, async (client) => {
        if (!client.getServerCapabilities()?.tools) return [];
        const limits = { signal, timeout: listTimeoutMs, maxTotalTimeout: listTimeoutMs };
        const { tools } = await client.listTools(undefined, { ...limits, cacheMode: "refresh" });
        if (tools.length > toolsMax)
          throw new McpFailure("protocol", `The server offers ${tools.length} tools, more than ${toolsMax}`);
        return tools as McpToolDescription[];
      }),
    callTool: (server, { name, args }, { signal }) =>
      pool.run(server, signal, async (client) => {
        const limits = { signal, timeout: callTimeoutMs, maxTotalTimeout: callTimeoutMs };
        const result = await client.callTool({ name, arguments: args }, limits);
        return { isError: result.isError === true, text: answerText(result) };
      }),
    beginAuthorization: (target, request) => beginAuthorization(target, request, options),
    finishAuthorization: (target, answer) => finishAuthorization(target, answer, options),
    forget: (serverId) => pool.forget(serverId),
    close: () => pool.close(),
  };
}

type Begin = McpConnector["beginAuthorization"];
type Finish = McpConnector["finishAuthorization"];

async function beginAuthorization(
  target: Parameters<Begin>[0],
  { state, signal }: Parameters<Begin>[1],
  options: ConnectorOptions,
): Promise<string | null> {
  let address: string | null = null;
  const onAddress = (url: string) => {
    address = url;
  };
  const authProvider = askingProvider(target.oauth, { state, onAddress });
  try {
    await runOnce(openConnection(target, { ...options, authProvider }), signal, async () => {});
    return null;
  } catch (err) {
    if (address !== null) return address;
    throw err;
  }
}

async function finishAuthorization(
  target: Parameters<Finish>[0],
  { code, issuer }: Parameters<Finish>[1],
  options: ConnectorOptions,
): Promise<void> {
  const { auth } = await import("@modelcontextprotocol/client");
  const provider = askingProvider(target.oauth, { state: "", onAddress() {} });
  const answer = { authorizationCode: code, ...(issuer && { iss: issuer }) };
  try {
    await auth(provider, { serverUrl: target.url, fetchFn: boundedFetch(options.fetch), ...answer });
  } catch (err) {
    throw await failureOf(err);
  }
}
