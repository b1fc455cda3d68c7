import type { MnemeModelTest } from "@/lib/contract/mneme/schemas";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model, ModelInfo, ModelRequest } from "@/lib/runtime/ports";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

const TIMEOUT_MS = 20_000;
const TOKENS_MAX = 32;
const TEXT_CHARS_MAX = 200;

/**
 * One real call, as small as it can be: whether the model answers, how fast, and if not why not.
 * @throws AppError `not_found` for a model that no provider offers
 */
export async function testModel(ctx: Context, handle: string, signal: AbortSignal): Promise<MnemeModelTest> {
  const { organizationId } = ctx.actor;
  const info = (await ctx.models.listModels(organizationId)).find((model) => model.handle === handle);
  if (!info) throw notFound("Model", handle);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const call: Call = { started: performance.now(), firstTokenMs: null, text: "" };
  try {
    const model = await ctx.models.openModel(organizationId, smallest(info));
    await listen(model, requestFor(ctx, AbortSignal.any([signal, timeout])), call);
    return { ...outcome(handle, call), ok: true };
  } catch (cause) {
    signal.throwIfAborted();
    return { ...outcome(handle, call), ok: false, error: errorOf(cause, timeout) };
  }
}

interface Call {
  started: number;
  firstTokenMs: number | null;
  text: string;
}

/** Thinking would use up the few tokens, so it is switched off where that is possible. */
const smallest = ({ config }: ModelInfo) => ({
  ...config,
  max_tokens: TOKENS_MAX,
  enable_reasoner: false,
  max_reasoning_tokens: 0,
});

const requestFor = (ctx: Context, signal: AbortSignal): ModelRequest => {
  const created_at = ctx.clock.now().toISOString();
  const message = (role: "system" | "user", text: string) => ({
    id: ctx.ids.next("message"),
    role,
    content: [{ type: "text" as const, text }],
    created_at,
  });
  return {
    messages: [message("system", "This is a test of the connection."), message("user", "Say ok")],
    tools: [],
    toolChoice: "auto",
    parallelToolCalls: false,
    signal,
  };
};

async function listen(model: Model, request: ModelRequest, call: Call): Promise<void> {
  for await (const part of model.stream(request)) {
    call.firstTokenMs ??= part.type === "finish" ? null : elapsed(call);
    if (part.type === "text") call.text += part.text;
    if (call.text.length > TEXT_CHARS_MAX) return;
  }
  // A model may end quietly when its signal aborts.
  request.signal.throwIfAborted();
}

const elapsed = ({ started }: Call) => Math.round(performance.now() - started);

const outcome = (handle: string, call: Call) => ({
  handle,
  ms: elapsed(call),
  first_token_ms: call.firstTokenMs,
  text: call.text.slice(0, TEXT_CHARS_MAX),
  error: null,
});

function errorOf(cause: unknown, timeout: AbortSignal): NonNullable<MnemeModelTest["error"]> {
  if (timeout.aborted)
    return {
      kind: "timeout",
      message: `The model did not answer within ${TIMEOUT_MS / 1_000} seconds`,
      status: null,
    };
  if (!(cause instanceof ModelError)) throw cause;
  return { kind: cause.kind, message: cause.message, status: cause.status ?? null };
}
