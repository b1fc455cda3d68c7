import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import type { Connection } from "../providers/provider";
import { callOf, row, toolSpec } from "./messages";

export interface WireServer {
  url: string;
  requests: { path: string; headers: Record<string, unknown>; body: Record<string, unknown> }[];
  /** Queues the next answer: events of a stream, or a status and a body. */
  answer(...answers: WireAnswer[]): void;
  close(): Promise<void>;
}

/**
 * Objects become `data:` lines; with a `type` also an `event:` line, as Anthropic and OpenAI send them. `isCut` breaks
 * the connection behind them. `raw` is sent as it stands.
 */
export type WireAnswer =
  | { events: object[]; isCut?: boolean }
  | { raw: string | Uint8Array; type?: string }
  | { status: number; body: unknown; headers?: Record<string, string> };

/** A server that plays back fixtures of any vendor's wire format. */
export async function startWireServer(): Promise<WireServer> {
  const queue: WireAnswer[] = [];
  const requests: WireServer["requests"] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    requests.push({ path: request.url ?? "", headers: request.headers, body: text ? JSON.parse(text) : {} });
    const answer = queue.shift() ?? { status: 404, body: { error: { message: "nothing queued" } } };
    if ("status" in answer) {
      response
        .writeHead(answer.status, { "content-type": "application/json", ...answer.headers })
        .end(JSON.stringify(answer.body));
      return;
    }
    if ("raw" in answer) {
      response.writeHead(200, { "content-type": answer.type ?? "text/event-stream" }).end(answer.raw);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of answer.events) {
      const { type } = event as { type?: string };
      response.write(`${type ? `event: ${type}\n` : ""}data: ${JSON.stringify(event)}\n\n`);
    }
    if (!answer.isCut) return void response.end();
    // What was written must arrive before the connection breaks.
    setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (...answers) => void queue.push(...answers),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** One server for a test file, without the requests of the test before. */
export function withWireServer(): () => WireServer {
  let server: WireServer;
  beforeAll(async () => {
    server = await startWireServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
  });
  return () => server;
}

export const wireConnection = (name: string, baseUrl: string): Connection => ({
  name,
  category: "base",
  source: "env",
  baseUrl,
  apiKey: "key-123",
  listTimeoutMs: 1_000,
  limits: { retries: 0 },
});

export const add = toolSpec("add", { a: { type: "number" } }, ["a"]);

/** An answer that thought, signed its thought and called `add`. */
export const signed = (model: string, signature: string): Message =>
  row("assistant", [{ type: "reasoning", is_native: true, reasoning: "I add.", signature }], {
    model,
    tool_calls: [callOf("toolu_1", "add", { a: 1 })],
  });
