import {
  APICallError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import type { FetchFunction } from "@ai-sdk/provider-utils";
import { toOllamaMessages, toOllamaTools } from "./messages";
import { linesOf, OllamaTranslator } from "./stream";

export interface OllamaModelOptions {
  modelId: string;
  baseUrl: string;
  headers: Record<string, string>;
  fetch?: FetchFunction;
}

/** A model behind Ollama's chat API, which only streams: our bridge never asks for anything else. */
export function ollamaModel({ modelId, baseUrl, headers, fetch }: OllamaModelOptions): LanguageModelV4 {
  const url = `${baseUrl}/api/chat`;
  return {
    specificationVersion: "v4",
    provider: "ollama",
    modelId,
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error("Ollama's answers are only streamed")),
    async doStream(options) {
      const body = bodyOf(modelId, options);
      const send = fetch ?? globalThis.fetch;
      const response = await send(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
        signal: options.abortSignal,
      });
      if (!response.ok || !response.body) throw await failed(url, response, body);
      return { stream: partsOf(response.body) };
    },
  };
}

function bodyOf(model: string, options: LanguageModelV4CallOptions): Record<string, unknown> {
  const { num_ctx, think } = options.providerOptions?.ollama ?? {};
  const tools = options.toolChoice?.type === "none" ? [] : toOllamaTools(options.tools);
  const format = options.responseFormat;
  return {
    model,
    messages: toOllamaMessages(options.prompt),
    ...(tools.length > 0 && { tools }),
    ...(format?.type === "json" && { format: format.schema ?? "json" }),
    ...(think !== undefined && { think }),
    stream: true,
    // An error can be answered by compacting; a prompt that was cut in silence cannot.
    truncate: false,
    shift: false,
    options: {
      num_ctx,
      num_predict: options.maxOutputTokens,
      temperature: options.temperature,
      frequency_penalty: options.frequencyPenalty,
    },
  };
}

function partsOf(body: ReadableStream<Uint8Array>): ReadableStream<LanguageModelV4StreamPart> {
  const parts = translated(body);
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.enqueue({ type: "error", error });
        controller.close();
      }
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

async function* translated(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<LanguageModelV4StreamPart, void> {
  const translator = new OllamaTranslator();
  for await (const line of linesOf(body)) yield* translator.translate(line);
}

async function failed(url: string, response: Response, requestBodyValues: unknown): Promise<APICallError> {
  const responseBody = await response.text();
  return new APICallError({
    message: `Request failed with status ${response.status}`,
    url,
    requestBodyValues,
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
    responseBody,
  });
}
