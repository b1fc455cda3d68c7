import type { z } from "zod";

type Shape = z.ZodType<object>;
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Operation<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  E extends z.ZodType = z.ZodType,
> {
  method: Method;
  path: `/v1/${string}`;
  operationId: string;
  summary: string;
  deprecated?: boolean;
  /** Belongs to the hosted product's half of the API, whose errors are `{"message": …}`. */
  cloud?: boolean;
  /** Called by OpenAI's clients, whose errors are `{"error": {"message", …}}`; they get that beside ours. */
  openai?: boolean;
  params?: P;
  query?: Q;
  /** Headers with a meaning of their own; handlers read them from the request. */
  headers?: Shape;
  body?: B;
  /** Other names of the body's fields, which older clients use. */
  aliases?: Record<string, string>;
  /** The body is a form with files, not JSON. */
  multipart?: boolean;
  response: R;
  /** Schema of one server-sent event, for operations that can stream. */
  event?: E;
  /** Success status; 200 unless stated. */
  status?: number;
}

/** Declares one REST operation. Everything else (validation, types, OpenAPI, client) derives from it. */
export function operation<
  P extends Shape = z.ZodObject<{}>,
  Q extends Shape = z.ZodObject<{}>,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodType,
  E extends z.ZodType = z.ZodNever,
>(declaration: Operation<P, Q, B, R, E>) {
  return declaration;
}

export type Resource = Record<string, Operation<any, any, any, any, any>>;

/** What a handler receives: the parsed, defaulted request. */
export type Input<O> =
  O extends Operation<infer P, infer Q, infer B, any, any>
    ? { params: z.output<P>; query: z.output<Q>; body: z.output<B> }
    : never;
/** What a handler returns: the body before serialisation. */
export type Result<O> = O extends Operation<any, any, any, infer R, any> ? z.input<R> : never;
/** What a client gets back. */
export type Output<O> = O extends Operation<any, any, any, infer R, any> ? z.output<R> : never;
/** One event of an operation that streams. */
export type Event<O> = O extends Operation<any, any, any, any, infer E> ? z.output<E> : never;

type Part<K extends string, S extends z.ZodType> =
  {} extends z.input<S> ? { [k in K]?: z.input<S> } : { [k in K]: z.input<S> };
/** What a client sends. */
export type Call<O> =
  O extends Operation<infer P, infer Q, infer B, any, any>
    ? Part<"params", P> &
        Part<"query", Q> &
        (B extends z.ZodUndefined
          ? { body?: undefined }
          : undefined extends z.input<B>
            ? { body?: z.input<B> }
            : { body: z.input<B> })
    : never;
