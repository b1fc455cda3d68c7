import { createReadStream } from "node:fs";
import http from "node:http";
import { performance } from "node:perf_hooks";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { docsPage, docsPaths, docsScriptFile, openapiEndpoint } from "@/lib/api/docs";
import { contract } from "@/lib/contract/registry";
import { createBrowserGuard } from "@/lib/server/browser-guard";
import { container } from "@/lib/server/container";
import { readEnv } from "@/lib/server/env";
import { greeting } from "@/lib/server/greeting";
import { API_VERSION } from "@/lib/server/version";

const isDevelopment = process.env.NODE_ENV === "development";

/** One process: /v1 and its documents on the raw Node server, everything else through Next. */
async function main() {
  const env = readEnv(process.env);
  const app = await container();
  const guard = createBrowserGuard({
    mode: env.AUTH,
    allowedHosts: env.ALLOWED_HOSTS,
    corsOrigins: env.CORS_ORIGINS,
  });
  const document = openapiEndpoint(contract, API_VERSION);
  const api = getRequestListener((request) => app.dispatch(request), { overrideGlobalObjects: false });
  const small = getRequestListener(
    (request) => (new URL(request.url).pathname.startsWith(docsPaths.document) ? document() : docsPage()),
    {
      overrideGlobalObjects: false,
    },
  );
  const server = http.createServer((req, res) => void handle(req, res));
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 0;
  const port = await listen(server, env);
  const pages = openPages(server, port, env.HOST).catch((error: Error) => {
    app.log.error({ error }, "the pages could not be opened; the API answers all the same");
    return null;
  });

  async function handle(req: http.IncomingMessage, res: http.ServerResponse) {
    const path = (req.url ?? "/").split("?")[0].replace(/(?<=.)\/$/, "");
    const refusal = guard.refusal(req);
    if (refusal) return refuse(res, refusal);
    if (path === docsPaths.script) return sendScript(res);
    if (path === docsPaths.document || path === "/docs") return void small(req, res);
    if (!isApi(path)) return showPage(await pages, req, res);
    for (const [name, value] of Object.entries(await corsHeaders(req))) res.setHeader(name, value);
    if (req.method !== "OPTIONS") return void api(req, res);
    res
      .writeHead(204, guard.preflightHeaders(req.headers["access-control-request-headers"]?.toString()))
      .end();
  }

  /** Pages of the configured origins, and, where keys are asked for, those that were given a token. */
  async function corsHeaders({
    headers: { origin, host },
  }: http.IncomingMessage): Promise<Record<string, string>> {
    const configured = guard.corsHeaders(origin, String(host));
    if (!origin || env.AUTH === "local" || Object.keys(configured).length > 0) return configured;
    return app.clientTokenCors(origin).catch((error: Error) => {
      app.log.warn({ error }, "it is not known whether a page may read answers, so it may not");
      return {};
    });
  }

  stopOn(["SIGTERM", "SIGINT"], async () => {
    server.close();
    await app.close();
    server.closeAllConnections();
  });
  const startedMs = Math.round(performance.now());
  process.stdout.write(await greeting(app, { host: env.HOST, port, startedMs }));
  process.send?.({ type: "ready", port });
}

function showPage(
  pages: Awaited<ReturnType<typeof openPages>> | null,
  req: http.IncomingMessage,
  res: http.ServerResponse,
) {
  if (pages) return void pages(req, res);
  res
    .writeHead(503, { "content-type": "text/plain; charset=utf-8" })
    .end("The pages are not built: stop the server and run npm start.\n");
}

const isApi = (path: string) => /^\/(v1|latest)(\/|$)/.test(path);

function refuse(res: http.ServerResponse, detail: string) {
  res.writeHead(403, { "content-type": "application/json" }).end(JSON.stringify({ detail }));
}

function sendScript(res: http.ServerResponse) {
  res.writeHead(200, {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=86400",
  });
  createReadStream(docsScriptFile())
    .on("error", (error) => res.destroy(error))
    .pipe(res);
}

async function listen(server: http.Server, { PORT, HOST }: { PORT: number; HOST: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${PORT} is in use. Stop what uses it, or start with another PORT.`)
          : error,
      ),
    );
    server.listen(PORT, HOST.replace(/^\[|\]$/g, ""), resolve);
  });
  return (server.address() as { port: number }).port;
}

/** Pages are ready a second after the API; a page that is asked for earlier waits. */
async function openPages(server: http.Server, port: number, hostname: string) {
  const app = next({ dev: isDevelopment, port, hostname, dir: process.cwd(), httpServer: server });
  await app.prepare();
  return app.getRequestHandler();
}

function stopOn(signals: NodeJS.Signals[], stop: () => Promise<void>) {
  let isStopping = false;
  for (const signal of signals)
    process.on(signal, () => {
      if (isStopping) process.exit(130);
      isStopping = true;
      stop().then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
}

main().catch((error: Error) => {
  console.error(`\n${error.message}\n`);
  if (process.env.LOG_LEVEL === "debug") console.error(error.stack);
  process.exit(1);
});
