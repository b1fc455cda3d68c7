import type { z } from "zod";
import type { GenerateRequest, GenerateResponse } from "@/lib/contract/messages/responses";
import type { Message } from "@/lib/runtime/messages";
import type { LlmConfig, ResponseFormat } from "@/lib/runtime/model-config";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model, ModelUsage } from "@/lib/runtime/ports";
import { AppError } from "@/lib/shared/errors";
import { agentConfig, findAgent } from "../agents/agent-row";
import { configOfHandle } from "../agents/resolve-model";
import type { Context } from "../context";

type Completion = z.input<typeof GenerateResponse>;

/**
 * One call of an agent's model, or of another one, with nothing of the agent in it. Nothing is stored.
 * @throws AppError `unprocessable` for a blank prompt, `not_found` for an unknown agent or model, `unavailable` (502)
 * when the provider fails
 */
export async function generateCompletion(
  ctx: Context,
  agentId: string,
  request: GenerateRequest,
  signal: AbortSignal,
): Promise<Completion> {
  if (request.prompt.trim() === "")
    throw new AppError("unprocessable", "prompt must not be blank", { exact: true });
  const agent = await findAgent(ctx, agentId);
  const config = await configOf(ctx, agentConfig(agent).llm_config, request.override_model ?? null);
  try {
    const model = await ctx.models.openModel(ctx.actor.organizationId, config);
    const { text, usage } = await answer(model, messagesOf(ctx, request), formatOf(request), signal);
    return {
      content: request.response_schema ? bare(text) : text,
      model: config.handle ?? config.model,
      usage: usageOf(usage),
    };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new AppError("unavailable", error.message, {
      status: 502,
      headers: { "x-should-retry": "false" },
      cause: error,
    });
  }
}

async function configOf(ctx: Context, own: LlmConfig, handle: string | null): Promise<LlmConfig> {
  if (!handle || handle === own.handle) return own;
  if (!handle.includes("/"))
    throw new AppError("not_found", `Handle ${handle} not found; the model list names what is available`);
  return configOfHandle(ctx, handle);
}

const formatOf = ({ response_schema: schema }: GenerateRequest): ResponseFormat =>
  schema ? { type: "json_schema", json_schema: { name: "response", schema } } : { type: "text" };

function messagesOf(ctx: Context, { prompt, system_prompt, response_schema }: GenerateRequest): Message[] {
  // Providers without structured output are told in words; for the others it does no harm.
  const form = response_schema
    ? `Answer with one JSON value that fits this JSON Schema, and nothing else:\n${JSON.stringify(response_schema)}`
    : null;
  const system = [system_prompt, form].filter(Boolean).join("\n\n");
  return [...(system ? [line(ctx, "system", system)] : []), line(ctx, "user", prompt)];
}

const line = (ctx: Context, role: "system" | "user", text: string): Message => ({
  id: ctx.ids.next("message"),
  role,
  content: [{ type: "text", text }],
  created_at: ctx.clock.now().toISOString(),
});

async function answer(
  model: Model,
  messages: Message[],
  responseFormat: ResponseFormat,
  signal: AbortSignal,
) {
  let text = "";
  let usage: ModelUsage | null = null;
  const request = {
    messages,
    tools: [],
    toolChoice: "none" as const,
    parallelToolCalls: false,
    responseFormat,
    signal,
  };
  for await (const part of model.stream(request)) {
    if (part.type === "text") text += part.text;
    if (part.type === "finish") usage = part.usage;
  }
  return { text, usage };
}

/** Models that are told to answer in JSON like to put it in a code fence. */
const bare = (text: string) => /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;

const usageOf = (usage: ModelUsage | null): Completion["usage"] => ({
  prompt_tokens: usage?.input ?? 0,
  completion_tokens: usage?.output ?? 0,
  total_tokens: usage?.total ?? 0,
  step_count: 1,
  cached_input_tokens: usage?.cachedInput ?? null,
  cache_write_tokens: usage?.cacheWrite ?? null,
  reasoning_tokens: usage?.reasoning ?? null,
  context_tokens: usage?.total ?? null,
});
