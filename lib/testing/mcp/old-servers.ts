import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import { McpServer, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";
import { says } from "./http-server";

/** Servers as they were before the newest protocol: with sessions, and with an event stream apart from the requests. */

/** A server that keeps sessions, which `restart` forgets. */
export async function aSessionServer() {
  let sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();
  const url = await listen(
    getRequestListener(async (request) => {
      const known = sessions.get(request.headers.get("mcp-session-id") ?? "");
      if (known) return known.handleRequest(request);
      const transport = new WebStandardStreamableHTTPServerTransport({
        sessionIdGenerator: () => crypto.randomUUID(),
        onsessioninitialized: (id) => void sessions.set(id, transport),
      });
      if (request.headers.has("mcp-session-id")) return new Response("no such session", { status: 404 });
      await serverWithEcho().connect(transport);
      return transport.handleRequest(request);
    }),
  );
  return {
    url,
    sessions: () => sessions.size,
    restart() {
      sessions = new Map();
    },
  };
}

function serverWithEcho(): McpServer {
  const server = new McpServer({ name: "sessions", version: "1.0.0" });
  server.registerTool("echo", { description: "Echoes." }, async () => says("echo"));
  return server;
}

type Rpc = { id?: number; method: string; params?: Record<string, unknown> };

/** The oldest kind: answers come by an event stream that the client opens first. */
export async function anSseServer() {
  let stream: ServerResponse | undefined;
  const seen: Record<string, unknown>[] = [];
  const answers: Record<string, (params: Record<string, unknown>) => unknown> = {
    initialize: ({ protocolVersion }) => ({
      protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: "sse", version: "1" },
    }),
    "tools/list": () => ({ tools: [{ name: "old", inputSchema: { type: "object" } }] }),
    "tools/call": () => ({ content: [{ type: "text", text: "by the stream" }] }),
  };
  const origin = await listen(async (request, response) => {
    seen.push(request.headers);
    if (request.method === "GET") {
      stream = response.writeHead(200, { "content-type": "text/event-stream" });
      stream.write("event: endpoint\ndata: /messages\n\n");
      return;
    }
    const { id, method, params = {} } = JSON.parse(await text(request)) as Rpc;
    response.writeHead(202).end();
    if (id === undefined) return;
    const result = answers[method](params);
    stream?.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", id, result })}\n\n`);
  });
  return { url: origin, seen };
}

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<string> {
  const http = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
}
