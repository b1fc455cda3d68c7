import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import {
  type CallToolResult,
  createMcpHandler,
  fromJsonSchema,
  type JsonSchemaType,
  McpServer,
} from "@modelcontextprotocol/server";
import { onTestFinished } from "vitest";

export interface TestTool {
  description?: string;
  inputSchema?: Record<string, unknown>;
  run?: (args: Record<string, unknown>, signal: AbortSignal) => Promise<CallToolResult> | CallToolResult;
}

export interface TestMcpServer {
  url: string;
  /** What is offered; may be changed between requests. */
  tools: Record<string, TestTool>;
  /** The requests that came in. */
  requests: { path: string; query: string; headers: Record<string, unknown> }[];
  close(): Promise<void>;
}

interface Options {
  tools?: Record<string, TestTool>;
  /** Looks at a request before the protocol does. */
  intercept?: (request: Request) => Promise<Response | null> | Response | null;
}

export const says = (text: string, isError = false): CallToolResult => ({
  content: [{ type: "text", text }],
  isError,
});

/** A real MCP server on this machine, for the time of the test. */
export async function aMcpServer({ tools = {}, intercept }: Options = {}): Promise<TestMcpServer> {
  const requests: TestMcpServer["requests"] = [];
  const handler = createMcpHandler(() => serverWith(served.tools));
  const listener = getRequestListener(async (request) => {
    const { pathname, search } = new URL(request.url);
    requests.push({ path: pathname, query: search, headers: Object.fromEntries(request.headers) });
    return (await intercept?.(request)) ?? handler.fetch(request);
  });
  const http = createServer((request: IncomingMessage, response) => void listener(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;
  const close = async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
    await handler.close();
  };
  const served: TestMcpServer = { url: `http://127.0.0.1:${port}/mcp`, tools, requests, close };
  onTestFinished(close);
  return served;
}

function serverWith(tools: Record<string, TestTool>): McpServer {
  const server = new McpServer({ name: "test", version: "1.0.0" });
  for (const [name, { description, inputSchema = { type: "object" }, run }] of Object.entries(tools))
    server.registerTool(
      name,
      { description, inputSchema: fromJsonSchema(inputSchema as JsonSchemaType) },
      async (args, { mcpReq }) =>
        (await run?.(args as Record<string, unknown>, mcpReq.signal)) ?? says("done"),
    );
  return server;
}
