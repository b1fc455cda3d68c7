import type { z } from "zod";
import type { Input, Operation, Resource, Result } from "@/lib/contract/operation";
import type { Context } from "@/lib/domain/context";
import type { ClientGeneration } from "./client-generation";
import type { EventStream } from "./sse";

type Body<O> = O extends Operation<any, any, any, z.ZodUndefined, any> ? void : Result<O>;
type Stream<O> =
  O extends Operation<any, any, any, any, infer E> ? ([E] extends [z.ZodNever] ? never : EventStream) : never;

/** What a handler may answer: the body, a stream if the operation has events, or a response of its own making. */
export type Answer<O> = Body<O> | Stream<O> | Response;

/** What a handler receives besides the parsed parameters, query and body. */
export interface Call {
  ctx: Context;
  url: URL;
  headers: Headers;
  /** Aborts when the client is gone. */
  signal: AbortSignal;
  client: ClientGeneration;
}

/** The body as it came, for the few operations where leaving a field out and giving its default differ. */
interface Sent {
  sent: unknown;
}

export type Handler<O> = (request: Input<O> & Sent & Call) => Answer<O> | Promise<Answer<O>>;

/** One handler per operation of a resource: a missing or misspelt one does not compile. */
export type Handlers<R extends Resource> = { [O in keyof R]: Handler<R[O]> };

/** An answer without a body, where the contract leaves the body open. */
export const noContent = () => new Response(null, { status: 204 });
