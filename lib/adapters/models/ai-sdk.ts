import type { LanguageModelV4, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { FetchFunction } from "@ai-sdk/provider-utils";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { Model, ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callOptions } from "./call-options";
import { capturing, previewed } from "./capture";
import { Deadline } from "./deadline";
import type { Dialect } from "./dialects/dialect";
import { type ErrorContext, toModelError } from "./errors";
import { tracedError } from "./failure-trace";
import { pause, pauseBeforeRetry } from "./retries";
import { cutStream, finishReasonOf, PartTranslator, usageOf } from "./stream-parts";
import { TraceRecorder } from "./trace";

export interface Opened {
  model: LanguageModelV4;
  dialect: Dialect;
}

/** Opens a provider's model on a given `fetch`, so that every call can see the exact body it sends. */
export type OpenLanguageModel = (fetch: FetchFunction) => Opened | Promise<Opened>;

export interface AiSdkModelOptions extends ErrorContext {
  fetch?: FetchFunction;
  /** Until something of the answer arrives. */
  firstByteTimeoutMs?: number;
  /** From the request to the end of the answer. */
  streamTimeoutMs?: number;
  /** Further attempts while nothing of the answer has arrived. */
  retries?: number;
  retryBaseMs?: number;
}

const FIRST_BYTE_TIMEOUT_MS = 60_000;
const STREAM_TIMEOUT_MS = 600_000;

/** The one bridge to every provider the AI SDK speaks to. */
export function aiSdkModel(open: OpenLanguageModel, config: LlmConfig, options: AiSdkModelOptions): Model {
  return {
    config,
    stream: (request) => streamWithRetries(open, config, options, request),
    preview: (request) => preview(open, config, options, request),
  };
}

async function* streamWithRetries(
  open: OpenLanguageModel,
  config: LlmConfig,
  options: AiSdkModelOptions,
  request: ModelRequest,
): AsyncGenerator<ModelPart> {
  const limits = { retries: options.retries ?? 2, baseMs: options.retryBaseMs ?? 500 };
  for (let attempt = 0; ; attempt++) {
    let hasBegun = false;
    try {
      for await (const part of streamOnce(open, config, options, request)) {
        hasBegun = true;
        yield part;
      }
      return;
    } catch (cause) {
      request.signal.throwIfAborted();
      const error = toModelError(cause, options);
      const waitMs = hasBegun ? null : pauseBeforeRetry(error, attempt, limits);
      if (waitMs === null) throw error;
      await pause(waitMs, request.signal);
    }
  }
}

async function* streamOnce(
  open: OpenLanguageModel,
  config: LlmConfig,
  options: AiSdkModelOptions,
  request: ModelRequest,
): AsyncGenerator<ModelPart> {
  const deadline = new Deadline(request.signal, {
    firstByteMs: options.firstByteTimeoutMs ?? FIRST_BYTE_TIMEOUT_MS,
    streamMs: options.streamTimeoutMs ?? STREAM_TIMEOUT_MS,
  });
  const captured = capturing(options.fetch);
  try {
    const { model, dialect } = await open(captured.fetch);
    const { stream } = await model.doStream(callOptions(request, config, dialect, deadline.signal));
    yield* partsOf(stream, () => deadline.begun(), captured.body);
  } catch (cause) {
    throw tracedError(deadline.expired ?? cause, captured.body(), options);
  } finally {
    deadline.end();
  }
}

async function* partsOf(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  begun: () => void,
  sentBody: () => Record<string, unknown>,
): AsyncGenerator<ModelPart> {
  const translator = new PartTranslator();
  const recorder = new TraceRecorder();
  for await (const part of stream) {
    if (part.type === "stream-start") continue;
    begun();
    recorder.note(part);
    if (part.type === "error")
      throw isEndWithoutFinish(part.error) ? cutStream(translator.hasContent) : part.error;
    for (const item of translator.translate(part)) {
      recorder.add(item);
      yield item;
    }
    if (part.type !== "finish") continue;
    const reason = finishReasonOf(part.finishReason, translator.hasContent);
    yield { type: "finish", reason, usage: usageOf(part.usage), trace: recorder.trace(sentBody(), part) };
    return;
  }
  throw cutStream(translator.hasContent);
}

/** How the OpenAI-compatible dialect reports that the server closed the stream early. */
const isEndWithoutFinish = (error: unknown) =>
  error instanceof Error && error.message.includes("ended without a finish reason");

async function preview(
  open: OpenLanguageModel,
  config: LlmConfig,
  options: AiSdkModelOptions,
  request: ModelRequest,
): Promise<Record<string, unknown>> {
  try {
    return await previewed(async (fetch) => {
      const { model, dialect } = await open(fetch);
      return model.doStream(callOptions(request, config, dialect, request.signal));
    });
  } catch (cause) {
    throw toModelError(cause, options);
  }
}
