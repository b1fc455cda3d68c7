import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A web server of this test on this machine; gives its address. */
export async function aWebServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export interface AskedExa {
  path: string;
  key: string | undefined;
  body: any;
}

/** The search service as its documentation describes it: what it was asked, and an answer for each path. */
export async function aFakeExa(answer: (asked: AskedExa) => { status?: number; body: unknown }) {
  const asked: AskedExa[] = [];
  const url = await aWebServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const question = {
      path: request.url ?? "",
      key: request.headers["x-api-key"] as string | undefined,
      body: JSON.parse(Buffer.concat(parts).toString()),
    };
    asked.push(question);
    const { status = 200, body } = answer(question);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return { url, asked };
}
