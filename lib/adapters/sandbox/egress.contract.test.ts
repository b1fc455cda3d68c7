import { createServer, request } from "node:http";
import { createServer as createSecureServer } from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEgressProxy } from "./egress-proxy";
import { aCall, aSandbox, valueIn, whyNoBubblewrap } from "./testing/calls";
import { certificate } from "./testing/certificate";

const server = createServer((message, response) => {
  let body = "";
  message.on("data", (chunk) => {
    body += chunk;
  });
  message.on("end", () => response.end(`${message.method} ${message.url} ${message.headers.host} ${body}`));
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => void server.close());

async function aProxy(options = {}) {
  const socketPath = join(
    tmpdir(),
    `mneme-egress-${process.pid}-${Math.random().toString(36).slice(2)}.sock`,
  );
  return { ...(await startEgressProxy(socketPath, options)), socketPath };
}

const get = (socketPath: string, url: string) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request({ socketPath, path: url, method: "GET" }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, body });
    });
    asked.on("error", reject).end();
  });

const connect = (socketPath: string, target: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = net.connect(socketPath, () =>
      socket.write(`CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n\r\n`),
    );
    socket.once("data", (chunk) => {
      resolve(String(chunk).split("\r\n")[0]);
      socket.destroy();
    });
    socket.once("error", reject);
  });

test.each([
  "127.0.0.1",
  "localhost",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "169.254.169.254",
  "10.0.0.1",
  "0.0.0.0",
])("the way out does not lead to %s", async (host) => {
  const proxy = await aProxy();
  expect(await get(proxy.socketPath, `http://${host}:${port}/`)).toMatchObject({ status: 403 });
  expect(await connect(proxy.socketPath, `${host}:${port}`)).toBe("HTTP/1.1 403 Forbidden");
  await proxy.close();
});

test("https that is asked for in plain is encrypted from the proxy on, and only to whom the certificate belongs", async () => {
  const secure = createSecureServer(certificate, (message, response) =>
    response.end(`secure ${message.url}`),
  );
  await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
  const at = (host: string) => `https://${host}:${(secure.address() as net.AddressInfo).port}/a`;
  const trusting = await aProxy({ isAllowed: () => true, ca: certificate.cert });
  expect(await get(trusting.socketPath, at("localhost"))).toEqual({ status: 200, body: "secure /a" });
  expect(await get(trusting.socketPath, at("127.0.0.1"))).toMatchObject({ status: 502 });
  const usual = await aProxy({ isAllowed: () => true });
  expect(await get(usual.socketPath, at("localhost"))).toMatchObject({
    status: 502,
    body: expect.stringContaining("certificate"),
  });
  await Promise.all([trusting.close(), usual.close()]);
  secure.close();
});

test("what may be reached is reached, by plain requests and by tunnels", async () => {
  const proxy = await aProxy({ isAllowed: () => true });
  expect(await get(proxy.socketPath, `http://localhost:${port}/a?b=c`)).toEqual({
    status: 200,
    body: `GET /a?b=c localhost:${port} `,
  });
  expect(await connect(proxy.socketPath, `127.0.0.1:${port}`)).toBe("HTTP/1.1 200 Connection established");
  expect(await get(proxy.socketPath, "ftp://localhost/")).toMatchObject({ status: 400 });
  await proxy.close();
});

/** A server that answers these bytes, whatever it is asked, and closes the connection. */
async function saying(text: string) {
  const rude = net.createServer((socket) =>
    socket.on("error", () => {}).once("data", () => socket.end(text)),
  );
  await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(rude.address() as net.AddressInfo).port}/`, close: () => rude.close() };
}

test("an answer with a status that is none is refused, and the server lives on", async () => {
  const proxy = await aProxy({ isAllowed: () => true });
  for (const status of ["000", "099"]) {
    const rude = await saying(`HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`);
    expect(await get(proxy.socketPath, rude.url)).toMatchObject({ status: 502 });
    rude.close();
  }
  await proxy.close();
});

test("an answer that breaks off breaks off for the tool, too, and does not keep it waiting", async () => {
  const proxy = await aProxy({ isAllowed: () => true });
  const rude = await saying("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc");
  const ending = new Promise((resolve) => {
    const asked = request({ socketPath: proxy.socketPath, path: rude.url }, (response) =>
      response.on("error", (error) => resolve(error.message)).resume(),
    );
    asked.end();
  });
  expect(await ending).toBe("aborted");
  rude.close();
  await proxy.close();
});

const problem = whyNoBubblewrap();

describe.skipIf(problem)("a tool that may use the network", () => {
  const post = `
import urllib.request
def f(url: str):
    try:
        with urllib.request.urlopen(url, b"from the tool", timeout=10) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return [error.code, error.read().decode()]`;
  const ask =
    "export async function f(url: string) { const r = await fetch(url); return [r.status, await r.text()] }";

  test("reaches what the guard allows, from Python and from TypeScript", async () => {
    const sandbox = aSandbox({ network: "guarded", isAddressAllowed: () => true });
    const args = { url: `http://127.0.0.1:${port}/x` };
    expect(valueIn(await sandbox.run(aCall(post, { args })))).toBe(`POST /x 127.0.0.1:${port} from the tool`);
    const answer = await sandbox.run(aCall(ask, { args, language: "typescript" }));
    expect(valueIn(answer)).toEqual([200, `GET /x 127.0.0.1:${port} `]);
    await sandbox.close();
  });

  test("does not reach this machine or private networks, through the guard or past it", async () => {
    const sandbox = aSandbox({ network: "guarded" });
    const args = { url: `http://127.0.0.1:${port}/x` };
    const refusal = [403, "Connections into private networks are not allowed\n"];
    expect(valueIn(await sandbox.run(aCall(post, { args })))).toEqual(refusal);
    expect(valueIn(await sandbox.run(aCall(ask, { args, language: "typescript" })))).toEqual(refusal);
    const past = "import socket\ndef f(port: int): socket.create_connection(('127.0.0.1', port), 2)";
    expect(await sandbox.run(aCall(past, { args: { port } }))).toMatchObject({
      errorType: "ConnectionRefusedError",
    });
    await sandbox.close();
  });
});
