import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { countTokens as countO200k } from "@/lib/adapters/tokens/count-tokens";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { ModelError } from "@/lib/runtime/model-error";
import { defaultConfigFor } from "@/lib/runtime/model-settings/default-config";
import type { Model, ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callOptions } from "../call-options";
import { previewed } from "../capture";
import { compatible } from "../dialects/compatible";
import { pause } from "../retries";
import { readConversation } from "./conversation";
import { obeyToolChoice } from "./obey-tool-choice";
import type { DemoCall, Reply } from "./reply";
import { decide } from "./rules";

export interface DemoModelOptions {
  /** Between words, so that streaming can be seen. */
  wordDelayMs?: number;
  countTokens?: (text: string) => number;
}

const WORD_DELAY_MS = 12;

/** The endpoint type is only there to be a valid one: nothing is ever sent anywhere. */
export const demoConfig: LlmConfig = defaultConfigFor({
  model: "rules-v1",
  displayName: "Demo (rules, not a language model)",
  endpointType: "openai",
  endpoint: null,
  providerName: "demo",
  providerCategory: "base",
  maxContextWindow: 128_000,
  maxOutputTokens: 16_384,
});

/** A model made of rules: same request, same answer. It remembers and recalls through the agent's own tools. */
export function demoModel(config: LlmConfig, options: DemoModelOptions = {}): Model {
  return {
    config,
    stream: (request) => answer(request, config, options),
    preview: (request) =>
      previewed((fetch) =>
        createOpenAICompatible({ name: "compatible", baseURL: "http://demo.invalid", fetch })
          .chatModel(config.model)
          .doStream(
            callOptions(request, config, compatible("compatible", { isLocal: false }), request.signal),
          ),
      ),
  };
}

async function* answer(
  request: ModelRequest,
  config: LlmConfig,
  options: DemoModelOptions,
): AsyncGenerator<ModelPart> {
  const reply = obeyToolChoice(decide(readConversation(request)), request);
  if (reply.error) throw new ModelError(reply.error.kind, reply.error.message);
  const delayMs = reply.wordDelayMs ?? options.wordDelayMs ?? WORD_DELAY_MS;
  const calls = (reply.calls ?? []).map((call, index) => ({
    ...call,
    id: `call_demo_${callNumber(request) + index}`,
  }));
  for (const part of parts(reply, calls)) {
    request.signal.throwIfAborted();
    yield part;
    await pause(delayMs, request.signal);
  }
  yield finish(request, config, { reply, calls, count: options.countTokens ?? countO200k });
}

function* parts(reply: Reply, calls: (DemoCall & { id: string })[]): Generator<ModelPart> {
  for (const word of words(reply.thought)) yield { type: "reasoning", text: word };
  for (const word of words(reply.text)) yield { type: "text", text: word };
  for (const { id, name } of calls) yield { type: "tool_call_start", id, name };
  for (const { id, arguments: args } of calls)
    for (const piece of json(args).match(/[\s\S]{1,24}/g) ?? [])
      yield { type: "tool_call_delta", id, arguments: piece };
}

const functionOf = ({ name, description, parameters }: ModelRequest["tools"][number]) => ({
  type: "function",
  function: { name, description, parameters },
});

const words = (text = ""): string[] => text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];

const json = (args: DemoCall["arguments"]) => (typeof args === "string" ? args : JSON.stringify(args));

/** Ids are unique within the history and the same for the same history. */
const callNumber = ({ messages }: ModelRequest) => messages.flatMap((row) => row.tool_calls ?? []).length + 1;

function finish(
  request: ModelRequest,
  config: LlmConfig,
  {
    reply,
    calls,
    count,
  }: { reply: Reply; calls: (DemoCall & { id: string })[]; count: (text: string) => number },
): ModelPart {
  const texts = request.messages.map(({ role, content, tool_calls }) => ({ role, content, tool_calls }));
  const input = count(JSON.stringify(texts)) + count(JSON.stringify(request.tools));
  const reasoning = count(reply.thought ?? "");
  const output =
    reasoning +
    count(reply.text ?? "") +
    count(calls.map((call) => call.name + json(call.arguments)).join(""));
  return {
    type: "finish",
    reason: calls.length > 0 ? "tool_calls" : "stop",
    usage: { input, output, total: input + output, cachedInput: null, cacheWrite: null, reasoning },
    trace: {
      request: { model: config.model, messages: texts, tools: request.tools.map(functionOf) },
      response: { model: config.model, content: reply.text ?? null, tool_calls: calls },
    },
  };
}
