import type { LanguageModelV4CallOptions, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { isOpenAiReasoning } from "@/lib/runtime/model-settings/model-family";
import type { ModelRequest } from "@/lib/runtime/ports";
import { type Dialect, keepId, signatureOf, thoughtText } from "./dialect";

/** OpenAI's Chat Completions, for models that do not reason. */
export const openAiChat: Dialect = {
  allowsLateSystem: true,
  isStrictAboutRoles: false,
  hasImageResults: false,
  callId: shortId,
  finish: (options, config, request) => ({
    ...options,
    responseFormat: responseFormatOf(request, config),
    providerOptions: { openai: openAiOptions(config, request) },
  }),
};

/** OpenAI's Responses API, for models that reason: thoughts come back encrypted and are sent again. */
export const openAiResponses: Dialect = {
  ...openAiChat,
  hasImageResults: true,
  callId: keepId,
  replayThought(part) {
    const encrypted = signatureOf(part);
    if (!encrypted) return [];
    const providerOptions = { openai: { reasoningEncryptedContent: encrypted } };
    return [{ type: "reasoning", text: thoughtText(part), providerOptions }];
  },
  finish(options, config, request) {
    const isThinking = config.reasoning_effort !== "none";
    return {
      ...openAiChat.finish(options, config, request),
      temperature: isThinking ? undefined : options.temperature,
      providerOptions: {
        openai: {
          ...openAiOptions(config, request),
          store: false,
          ...(isThinking && { reasoningSummary: "detailed" }),
        },
      },
    };
  },
};

function openAiOptions(config: LlmConfig, request: ModelRequest): SharedV4ProviderOptions[string] {
  const isReasoning = isOpenAiReasoning(config.model);
  const schema = jsonSchemaOf(request, config);
  return {
    ...(request.tools.length > 0 && { parallelToolCalls: request.parallelToolCalls }),
    ...(isReasoning && config.reasoning_effort && { reasoningEffort: config.reasoning_effort }),
    ...(config.verbosity && /^gpt-[5-9]/.test(config.model) && { textVerbosity: config.verbosity }),
    ...(config.tier && { serviceTier: config.tier }),
    ...(schema && { strictJsonSchema: schema.strict === true }),
    // Requests of one agent or conversation begin alike; the key leads them to the machine that has the beginning.
    ...(request.messages[0] && { promptCacheKey: request.messages[0].id }),
    ...(config.return_logprobs && !isReasoning && { logprobs: config.top_logprobs ?? true }),
  };
}

/** Chat Completions refuses longer ids; the cut is the same on both sides of a call. */
function shortId(id: string): string {
  return id.slice(0, 29);
}

export function responseFormatOf(
  request: ModelRequest,
  config: LlmConfig,
): LanguageModelV4CallOptions["responseFormat"] {
  const format = request.responseFormat ?? config.response_format;
  if (!format || format.type === "text") return undefined;
  if (format.type === "json_object") return { type: "json" };
  const { schema = format.json_schema, name, description } = format.json_schema;
  return {
    type: "json",
    schema: schema as object,
    ...(typeof name === "string" && { name }),
    ...(typeof description === "string" && { description }),
  };
}

export function jsonSchemaOf(request: ModelRequest, config: LlmConfig): Record<string, unknown> | null {
  const format = request.responseFormat ?? config.response_format;
  return format?.type === "json_schema" ? format.json_schema : null;
}
