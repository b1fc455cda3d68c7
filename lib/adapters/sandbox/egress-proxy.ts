import dns from "node:dns";
import http from "node:http";
import net from "node:net";
import { pipeline } from "node:stream";
import tls from "node:tls";
import { promisify } from "node:util";
import { isPublicAddress } from "@/lib/adapters/http/guarded-fetch";

const lookup = promisify(dns.lookup);
const CONNECT_TIMEOUT_MS = 10_000;
/** Each holds a descriptor or two of the server's. */
const CONNECTIONS_MAX = 512;
const REFUSED = "Connections into private networks are not allowed";

export interface EgressProxy {
  close(): Promise<void>;
}

interface EgressRules {
  isAllowed?: (address: string) => boolean;
  /** Who signs certificates; the usual authorities unless a test says otherwise. */
  ca?: string;
}

/**
 * An HTTP proxy on a unix socket, the only way out of a sandbox. It resolves names itself and connects to the address that
 * it checked, so neither a private address nor a name that leads to one gets through.
 */
export async function startEgressProxy(
  socketPath: string,
  { isAllowed = isPublicAddress, ca }: EgressRules = {},
): Promise<EgressProxy> {
  const dial = (host: string, port: number) => connectTo(host, port, isAllowed);
  const server = http.createServer((request, response) => forward(request, response, { dial, ca }));
  server.on("connect", (request, client, head) =>
    tunnel(request.url ?? "", client as net.Socket, head, dial),
  );
  server.maxConnections = CONNECTIONS_MAX;
  const open = new Set<net.Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("error", () => {}).once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socketPath, resolve));
  server.unref();
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

type Dial = (host: string, port: number) => Promise<net.Socket>;

async function connectTo(host: string, port: number, isAllowed: (address: string) => boolean) {
  const name = host.replace(/^\[|\]$/g, "");
  const found = net.isIP(name) ? [{ address: name }] : await lookup(name, { all: true });
  const target = found.find(({ address }) => isAllowed(address));
  if (!target) throw Object.assign(new Error(REFUSED), { status: 403 });
  return new Promise<net.Socket>((resolve, reject) => {
    const socket = net.connect({ host: target.address, port, timeout: CONNECT_TIMEOUT_MS });
    socket.once("connect", () => resolve(socket.setTimeout(0)));
    socket.once("timeout", () => socket.destroy(new Error("The address did not answer in time")));
    socket.once("error", reject);
  });
}

/** HTTPS: the bytes are passed on as they are. */
async function tunnel(target: string, client: net.Socket, head: Buffer, dial: Dial) {
  try {
    const { hostname, port } = new URL(`tcp://${target}`);
    const server = await dial(hostname, Number(port) || 443);
    if (client.destroyed) return void server.destroy();
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    server.write(head);
    server.on("error", () => client.destroy()).once("close", () => client.destroy());
    client.once("close", () => server.destroy());
    server.pipe(client).pipe(server);
  } catch (error) {
    const { status, text } = refusal(error);
    client.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\nconnection: close\r\n\r\n${text}`);
  }
}

/**
 * Plain HTTP: the request is made again, to the address that was checked. Deno asks for https in the same way, so that it
 * is encrypted from here on.
 */
async function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { dial, ca }: { dial: Dial; ca?: string },
) {
  try {
    const url = new URL(request.url ?? "");
    if (!["http:", "https:"].includes(url.protocol))
      throw Object.assign(new Error("Only http and https"), { status: 400 });
    const isSecure = url.protocol === "https:";
    const plain = await dial(url.hostname, Number(url.port) || (isSecure ? 443 : 80));
    if (response.destroyed) return void plain.destroy();
    response.once("close", () => plain.destroy());
    const socket = isSecure ? encrypted(plain, url.hostname, ca) : plain;
    const { "proxy-connection": _, "proxy-authorization": __, ...headers } = request.headers;
    const onward = http.request({
      createConnection: () => socket,
      method: request.method,
      path: url.pathname + url.search,
      headers: { ...headers, host: url.host, connection: "close" },
    });
    onward.once("response", (answer) => passOn(answer, response));
    onward.on("error", (error) => refuse(response, error));
    request.pipe(onward);
  } catch (error) {
    refuse(response, error);
  }
}

/** Whoever answered may have said anything, in part or with a status that is none. */
function passOn(answer: http.IncomingMessage, response: http.ServerResponse) {
  try {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
  } catch (error) {
    return refuse(response, error);
  }
  pipeline(answer, response, () => {});
}

/** Whoever answers must show a certificate for the host that was asked for, be it a name or an address. */
function encrypted(socket: net.Socket, hostname: string, ca?: string): net.Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  return tls.connect({ socket, host, servername: net.isIP(host) ? undefined : host, ca });
}

function refuse(response: http.ServerResponse, error: unknown) {
  if (response.headersSent) return response.destroy();
  const { status, text } = refusal(error);
  response.writeHead(status, { "content-type": "text/plain", connection: "close" }).end(text);
}

function refusal(error: unknown): { status: number; text: string } {
  const { status = 502, message } = error as { status?: number; message: string };
  return { status, text: `${message}\n` };
}
