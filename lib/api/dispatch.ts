import { addRoute, createRouter, findRoute } from "rou3";
import type { Operation, Resource } from "@/lib/contract/operation";
import type { Actor, Context } from "@/lib/domain/context";
import { AppError } from "@/lib/shared/errors";
import { clientGeneration } from "./client-generation";
import { errorResponse } from "./errors";
import type { Call, Handlers } from "./handlers";
import { requestReader } from "./read-request";
import { serializer } from "./serialize";
import { EventStream, toResponse } from "./sse";

/** What is worth one line in the log about a request. */
export interface RequestEvent {
  /** Absent if no operation has this path. */
  operationId?: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  traceId: string;
  actor?: Actor;
  /** The failure behind a status of 500 or above, or behind a stream that broke. */
  error?: unknown;
}

export interface DispatchOptions<C extends Record<string, Resource>> {
  contract: C;
  handlers: { [R in keyof C]: Handlers<C[R]> };
  /** Who asks; may refuse. Called once an operation is found, before anything of the request is read. */
  authenticate: (request: Request, about: { operation: Operation; traceId: string }) => Promise<Context>;
  onRequest?: (event: RequestEvent) => void;
  bodySizeBytesMax?: number;
}

interface Route {
  op: Operation;
  read: ReturnType<typeof requestReader>;
  write: (value: unknown) => unknown;
  handle: (request: unknown) => unknown;
}

const bodySizeBytesDefault = 256 * 1024 * 1024;

/** Builds the request function of an API from its contract and its handlers. */
export function createDispatch<C extends Record<string, Resource>>(options: DispatchOptions<C>) {
  const router = routerOf(options);
  const { authenticate, onRequest } = options;

  return async function dispatch(request: Request): Promise<Response> {
    const started = performance.now();
    const url = new URL(request.url);
    const traceId = traceIdOf(request);
    const found = findRoute(router, request.method, trim(url.pathname));
    const event = {
      operationId: found?.data.op.operationId,
      method: request.method,
      path: url.pathname,
      traceId,
    };
    const log = (more: Partial<RequestEvent> & { status: number }) =>
      onRequest?.({ ...event, ms: performance.now() - started, ...more });
    let actor: Actor | undefined;
    try {
      if (!found) throw unknownRoute(router, url.pathname);
      const { op, read } = found.data;
      const ctx = await authenticate(request, { operation: op, traceId });
      actor = ctx.actor;
      const parts = await read(request, url, found.params ?? {});
      const response = await answer(found.data, request, { ...parts, ctx }, (error) =>
        log({ status: response.status, actor, error }),
      );
      log({ status: response.status, actor });
      return withRequestId(response, traceId);
    } catch (error) {
      const response = failed(error, request, { traceId, op: found?.data.op });
      log({ status: response.status, actor, ...(response.status >= 500 && { error }) });
      return withRequestId(response, traceId);
    }
  };
}

function routerOf<C extends Record<string, Resource>>(options: DispatchOptions<C>) {
  const { contract, bodySizeBytesMax = bodySizeBytesDefault } = options;
  const handlers: Record<string, Record<string, unknown>> = options.handlers;
  const router = createRouter<Route>();
  for (const [resource, ops] of Object.entries(contract))
    for (const [name, op] of Object.entries(ops) as [string, Operation][])
      addRoute(router, op.method, trim(op.path).replace(/\{(\w+)\}/g, ":$1"), {
        op,
        read: lazily(() => requestReader(op, bodySizeBytesMax)),
        write: lazily(() => serializer(op.response)),
        handle: handlers[resource][name] as Route["handle"],
      });
  return router;
}

async function answer(
  { op, write, handle }: Route,
  request: Request,
  input: Record<string, unknown> & Pick<Call, "ctx">,
  onStreamError: (error: unknown) => void,
): Promise<Response> {
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const call: Call = {
    ctx: input.ctx,
    url: new URL(request.url),
    headers: request.headers,
    signal,
    client: clientGeneration(request.headers),
  };
  const result = await handle({ ...input, ...call });
  if (result instanceof Response) return result;
  if (result instanceof EventStream)
    return toResponse(result, {
      signal: request.signal,
      onLeave: () => left.abort(),
      onError: onStreamError,
    });
  const body = write(result);
  const status = op.status ?? 200;
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

function failed(
  error: unknown,
  request: Request,
  { traceId, op }: { traceId: string; op?: Operation },
): Response {
  if (request.signal.aborted && !(error instanceof AppError))
    return Response.json({ detail: "Client disconnected" }, { status: 499 });
  return errorResponse(error, { traceId, cloud: op?.cloud, openai: op?.openai });
}

function unknownRoute(router: ReturnType<typeof createRouter<Route>>, path: string) {
  const allowed = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    findRoute(router, method, trim(path)),
  );
  if (allowed.length === 0) return new AppError("not_found", "Not Found", { exact: true });
  const headers = { allow: allowed.join(", ") };
  return new AppError("invalid_argument", "Method Not Allowed", { exact: true, status: 405, headers });
}

/** Compiling all operations takes a second; most processes serve a few of them first. */
function lazily<A extends unknown[], R>(make: () => (...args: A) => R): (...args: A) => R {
  let made: ((...args: A) => R) | undefined;
  return (...args) => {
    made ??= make();
    return made(...args);
  };
}

/** The caller's W3C trace, or a new one. */
const traceIdOf = (request: Request) =>
  /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(request.headers.get("traceparent") ?? "")?.[1] ??
  crypto.randomUUID().replaceAll("-", "");

function withRequestId(response: Response, traceId: string): Response {
  const headers = new Headers(response.headers);
  headers.set("x-request-id", traceId);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** Both spellings of a path, with and without a trailing slash, are one; `/latest` is another name of `/v1`. */
const trim = (path: string) => path.replace(/^\/latest(?=\/|$)/, "/v1").replace(/(?<=.)\/$/, "");
