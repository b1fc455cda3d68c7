import { APICallError } from "@ai-sdk/provider";
import type { FetchFunction } from "@ai-sdk/provider-utils";
import { ModelError } from "@/lib/runtime/model-error";
import { readUpTo, TooLarge } from "../../http/read-up-to";
import { type ErrorContext, toModelError } from "../errors";

/** The longest lists of models are about one megabyte. */
const sizeBytesMax = 16 * 1024 * 1024;

export interface JsonRequest {
  /** Sent with POST as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
  fetch?: FetchFunction;
}

/** Asks a provider's listing endpoint. Throws `ModelError`. */
export async function getJson(url: string, request: JsonRequest, context: ErrorContext): Promise<unknown> {
  const { body, headers, timeoutMs = 5_000, fetch = globalThis.fetch } = request;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    const text = new TextDecoder().decode(await readUpTo(response, sizeBytesMax));
    if (!response.ok) throw failed(url, response.status, text);
    return JSON.parse(text);
  } catch (cause) {
    if (signal.aborted)
      throw new ModelError("timeout", `${context.providerName}: no answer within ${timeoutMs} ms`);
    if (cause instanceof TooLarge)
      throw new ModelError("invalid_response", `${context.providerName}: the answer is too large`);
    if (cause instanceof SyntaxError)
      throw new ModelError("invalid_response", `${context.providerName}: the answer is not JSON`);
    throw toModelError(cause, context);
  }
}

const failed = (url: string, statusCode: number, responseBody: string) =>
  new APICallError({
    message: `Request failed with status ${statusCode}`,
    url,
    statusCode,
    responseBody,
    requestBodyValues: {},
  });
