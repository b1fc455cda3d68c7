import type { Client } from "@modelcontextprotocol/client";
import type { HttpTarget, McpTarget } from "@/lib/runtime/mcp";
import { boundedFetch } from "./bounded-fetch";
import { failureOf } from "./failure";
import { type askingProvider, storedTokens } from "./oauth-provider";

const connectTimeoutMs = 30_000;
const messageBytesMax = 16 * 1024 * 1024;
const stderrLengthMax = 300;

export interface OpenOptions {
  fetch: typeof fetch;
  version: string;
  /** Signs in, in place of what uses stored tokens. */
  authProvider?: ReturnType<typeof askingProvider>;
}

/**
 * Connects and shakes hands.
 * @throws McpFailure
 */
export async function openConnection(target: McpTarget, options: OpenOptions): Promise<Client> {
  const sdk = await import("@modelcontextprotocol/client");
  // Servers of the newest protocol are asked first where that costs no second process.
  const negotiation = target.type === "streamable_http" ? ({ mode: "auto" } as const) : undefined;
  const client = new sdk.Client(
    { name: "mneme", version: options.version },
    { ...(negotiation && { versionNegotiation: negotiation }) },
  );
  client.onerror = () => {};
  const { transport, lastWords } = await transportOf(target, options);
  try {
    await client.connect(transport, { timeout: connectTimeoutMs });
    return client;
  } catch (err) {
    await client.close().catch(() => {});
    await transport.close().catch(() => {});
    const failure = await failureOf(err);
    const words = lastWords?.();
    if (words) failure.message += `. It said: ${words}`;
    throw failure;
  }
}

async function transportOf(target: McpTarget, options: OpenOptions) {
  if (target.type === "stdio") return stdioTransport(target);
  return { transport: await httpTransport(target, options), lastWords: null };
}

async function httpTransport(target: HttpTarget, { fetch: send, authProvider }: OpenOptions) {
  const { SSEClientTransport, StreamableHTTPClientTransport } = await import("@modelcontextprotocol/client");
  const provider = authProvider ?? (target.oauth && storedTokens(target.oauth));
  const options = {
    fetch: boundedFetch(send),
    requestInit: { headers: target.headers },
    ...(provider && { authProvider: provider }),
  };
  const Transport = target.type === "sse" ? SSEClientTransport : StreamableHTTPClientTransport;
  return new Transport(new URL(target.url), options);
}

/** The process gets the variables of its own and the harmless ones of ours, never our keys. */
async function stdioTransport({ command, args, env }: Extract<McpTarget, { type: "stdio" }>) {
  const { StdioClientTransport, getDefaultEnvironment } = await import("@modelcontextprotocol/client/stdio");
  const transport = new StdioClientTransport({
    command,
    args,
    env: { ...getDefaultEnvironment(), ...env },
    stderr: "pipe",
    maxBufferSize: messageBytesMax,
  });
  let tail = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-stderrLengthMax);
  });
  return { transport, lastWords: () => withoutValues(tail.trim(), [...args, ...Object.values(env)]) };
}

/** Programs repeat what they were given when they do not like it; it may be a key. */
const withoutValues = (text: string, values: string[]) =>
  values.filter(({ length }) => length >= 6).reduce((rest, value) => rest.replaceAll(value, "…"), text);
