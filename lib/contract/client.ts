import type { z } from "zod";
import type { Call, Event, Operation, Output, Resource } from "./operation";
import { readEvents } from "./sse-reader";

/** `headers` come on top of the client's own. */
export type Init = { signal?: AbortSignal; headers?: Record<string, string> };
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  fetch?: Fetch;
  origin?: string;
  headers?: Record<string, string>;
}

type Args<O> = {} extends Call<O> ? [input?: Call<O>, init?: Init] : [input: Call<O>, init?: Init];

export type Client<C extends Record<string, Resource>> = {
  [R in keyof C]: { [O in keyof C[R]]: (...args: Args<C[R][O]>) => Promise<Output<C[R][O]>> };
};

/** An answer with an error status. `message` is the server's own, wherever in the body it stands. */
export class ApiError extends Error {
  constructor(
    readonly operationId: string,
    readonly status: number,
    readonly body: unknown,
  ) {
    super(messageIn(body) ?? `${operationId} failed with status ${status}`);
    this.name = "ApiError";
  }
}

/**
 * A typed client for any contract; the ADE, the tests and scripts all use this one. Answers are not parsed again:
 * the server that shares this contract has checked them.
 */
export function createClient<C extends Record<string, Resource>>(
  contract: C,
  options: ClientOptions = {},
): Client<C> {
  const call = (op: Operation) => async (input?: Parts, init?: Init) => {
    const response = await send(op, input, init, options);
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  };
  // Same keys as the contract, one call for each operation: what the type says.
  return mapValues(contract, (resource) => mapValues(resource, call)) as unknown as Client<C>;
}

/** Calls an operation that streams and yields its events; ends at the end mark, throws on an error event. */
export async function* openStream<O extends Operation<any, any, any, any, any>>(
  op: O,
  input: Call<O>,
  { fetch, origin, headers, ...init }: Init & ClientOptions = {},
): AsyncGenerator<Event<O>, void, undefined> {
  const accept = { accept: "text/event-stream", ...headers };
  const response = await send(op, input as Parts, init, { fetch, origin, headers: accept });
  if (response.body) yield* readEvents<Event<O>>(response.body);
}

/** What all inputs have in common, whatever the operation. */
type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

async function send(op: Operation, input: Parts = {}, init: Init = {}, options: ClientOptions) {
  const { body } = input;
  const isForm = op.multipart && body !== undefined;
  const response = await (options.fetch ?? fetch)((options.origin ?? "") + href(op, input), {
    method: op.method,
    headers: {
      ...(body !== undefined && !isForm && { "content-type": "application/json" }),
      ...options.headers,
      ...init.headers,
    },
    body: body === undefined ? undefined : isForm ? form(body as object) : JSON.stringify(body),
    signal: init.signal,
  });
  if (response.ok) return response;
  throw new ApiError(op.operationId, response.status, parsed(await response.text()));
}

function href(op: Operation<z.ZodType<object>>, { params = {}, query = {} }: Parts) {
  const path = op.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const item of [value].flat()) if (item != null) search.append(name, textOf(item));
  return search.size ? `${path}?${search}` : path;
}

function form(fields: object): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) data.append(name, value);
    else if (value != null) data.append(name, textOf(value));
  }
  return data;
}

const textOf = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `detail`, `message` or `error.message`, which may be text, an object with a message, or a list of problems. */
function messageIn(body: unknown): string | undefined {
  if (typeof body === "string") return problemsIn(body) ?? (body.trim() || undefined);
  if (Array.isArray(body)) return body.map(problem).filter(Boolean).join("; ") || undefined;
  if (typeof body !== "object" || body === null) return undefined;
  const { detail, message, error } = body as Record<string, unknown>;
  return messageIn(detail) ?? messageIn(message) ?? messageIn(error);
}

/** Validation problems arrive as a list printed into a string. */
function problemsIn(text: string): string | undefined {
  if (!text.startsWith("[{")) return undefined;
  const list = parsed(text);
  return Array.isArray(list) ? messageIn(list) : undefined;
}

function problem(item: unknown): string {
  const { loc, msg } = (item ?? {}) as { loc?: unknown[]; msg?: string };
  const place = loc?.slice(1).join(".");
  return place ? `${place}: ${msg}` : (msg ?? "");
}

const mapValues = <T, U>(object: Record<string, T>, fn: (value: T) => U) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, fn(value)]));
