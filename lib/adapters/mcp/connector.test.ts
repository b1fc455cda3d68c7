import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { McpFailure, type McpServerKey } from "@/lib/runtime/mcp";
import { aMcpServer, says } from "@/lib/testing/mcp/http-server";
import { anSseServer, aSessionServer } from "@/lib/testing/mcp/old-servers";
import { type ConnectorOptions, createMcpConnector } from "./connector";

const signal = new AbortController().signal;

function aConnector(options: Partial<ConnectorOptions> = {}) {
  const connector = createMcpConnector({ fetch, version: "test", ...options });
  onTestFinished(() => connector.close());
  return connector;
}

const http = (url: string, headers = {}): McpServerKey => ({
  id: "server-1",
  target: { type: "streamable_http", url, headers },
});

async function failure(call: Promise<unknown>): Promise<McpFailure> {
  const err = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(err).toBeInstanceOf(McpFailure);
  return err as McpFailure;
}

// Whoever restarts a server does not restart us; a request that names an unknown session has done nothing.
test("a server that keeps sessions is used by one, and by another when it was restarted", async () => {
  const connector = aConnector();
  const served = await aSessionServer();
  const call = () => connector.callTool(http(served.url), { name: "echo", args: {} }, { signal });
  expect(await call()).toEqual({ isError: false, text: "echo" });
  await call();
  expect(served.sessions()).toBe(1);
  served.restart();
  expect(await call()).toEqual({ isError: false, text: "echo" });
});

test("a server of the oldest kind answers by its event stream, and is sent the headers both ways", async () => {
  const connector = aConnector();
  const served = await anSseServer();
  const server: McpServerKey = {
    id: "server-1",
    target: { type: "sse", url: served.url, headers: { "x-team": "one" } },
  };
  expect((await connector.listTools(server, { signal })).map(({ name }) => name)).toEqual(["old"]);
  const answer = await connector.callTool(server, { name: "old", args: {} }, { signal });
  expect(answer.text).toBe("by the stream");
  expect(served.seen.every((headers) => headers["x-team"] === "one")).toBe(true);
});

test("a tool that takes too long ends as timed out, one that is left as cancelled", async () => {
  const connector = aConnector({ callTimeoutMs: 100 });
  const run = () => new Promise<never>(() => {});
  const served = await aMcpServer({ tools: { slow: { run } } });
  const call = (by: AbortSignal) =>
    connector.callTool(http(served.url), { name: "slow", args: {} }, { signal: by });
  expect((await failure(call(signal))).kind).toBe("timed_out");
  const left = new AbortController();
  setTimeout(() => left.abort(), 20);
  expect((await failure(call(left.signal))).kind).toBe("cancelled");
});

test("an answer without an end is not read to its end", async () => {
  const connector = aConnector();
  let sent = 0;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536))) sent += 65_536;
    };
    response.on("drain", more);
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const { message } = await failure(connector.listTools(http(url), { signal }));
  expect(message).toContain("larger than");
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test("a server that offers tools without measure is refused", async () => {
  const connector = aConnector();
  const tools = Object.fromEntries(
    Array.from({ length: 2_001 }, (_, i) => [`t${i}`, { run: () => says("") }]),
  );
  const served = await aMcpServer({ tools });
  const { kind, message } = await failure(connector.listTools(http(served.url), { signal }));
  expect([kind, message]).toEqual(["protocol", "The server offers 2001 tools, more than 2000"]);
});

test("an idle connection is closed, and with it the process behind it", async () => {
  const connector = aConnector({ idleMs: 50 });
  const target = {
    type: "stdio" as const,
    command: process.execPath,
    args: [join(process.cwd(), "lib/testing/mcp/stdio-server.mjs")],
    env: {},
  };
  const { text } = await connector.callTool({ id: "s", target }, { name: "pid", args: {} }, { signal });
  await vi.waitFor(() => expect(() => process.kill(Number(text), 0)).toThrow(), 5_000);
});

test("other credentials are another connection; a refusal names no secret of the address", async () => {
  const connector = aConnector();
  const served = await aMcpServer({
    tools: { hello: { run: () => says("hi") } },
    intercept: (request) =>
      request.headers.get("authorization") === "Bearer good" ? null : new Response("no", { status: 401 }),
  });
  const good = http(served.url, { authorization: "Bearer good" });
  expect((await connector.listTools(good, { signal })).length).toBe(1);
  const bad = http(`${served.url}?key=s3cret`, { authorization: "Bearer bad" });
  const refused = await failure(connector.listTools(bad, { signal }));
  expect(refused.kind).toBe("unauthorized");
  await served.close();
  const gone = await failure(connector.listTools(http(`${served.url}?other=s3cret`), { signal }));
  expect(gone.message).toMatch(/^The server could not be reached: (ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/);
  expect(refused.message).not.toContain("s3cret");
});
