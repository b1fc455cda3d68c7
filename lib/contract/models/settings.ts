import { z } from "zod";
import { orNull } from "../common";
import { ProviderType } from "../providers/schemas";

export const AnthropicThinking = z
  .object({
    type: z.enum(["enabled", "disabled"]).default("enabled"),
    budget_tokens: z.int().default(1024),
  })
  .meta({ id: "AnthropicThinking" });
export type AnthropicThinking = z.output<typeof AnthropicThinking>;

export const JsonObjectResponseFormat = z
  .object({
    type: z.literal("json_object").default("json_object"),
  })
  .meta({ id: "JsonObjectResponseFormat" });
export type JsonObjectResponseFormat = z.output<typeof JsonObjectResponseFormat>;

export const JsonSchemaResponseFormat = z
  .object({
    type: z.literal("json_schema").default("json_schema"),
    json_schema: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "JsonSchemaResponseFormat" });
export type JsonSchemaResponseFormat = z.output<typeof JsonSchemaResponseFormat>;

export const TextResponseFormat = z
  .object({
    type: z.literal("text").default("text"),
  })
  .meta({ id: "TextResponseFormat" });
export type TextResponseFormat = z.output<typeof TextResponseFormat>;

export const ResponseFormat = z.discriminatedUnion("type", [
  TextResponseFormat,
  JsonSchemaResponseFormat,
  JsonObjectResponseFormat,
]);
export type ResponseFormat = z.output<typeof ResponseFormat>;

export const AnthropicModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("anthropic").default("anthropic"),
    temperature: z.number().default(1),
    thinking: AnthropicThinking.default({ type: "enabled", budget_tokens: 1024 }),
    response_format: orNull(ResponseFormat),
    verbosity: orNull(z.enum(["low", "medium", "high"])),
    effort: orNull(z.enum(["low", "medium", "high", "max"])),
    strict: z.boolean().default(false),
  })
  .meta({ id: "AnthropicModelSettings" });
export type AnthropicModelSettings = z.output<typeof AnthropicModelSettings>;

export const AzureModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("azure").default("azure"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "AzureModelSettings" });
export type AzureModelSettings = z.output<typeof AzureModelSettings>;

export const BasetenModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("baseten").default("baseten"),
    temperature: z.number().default(0.7),
  })
  .meta({ id: "BasetenModelSettings" });
export type BasetenModelSettings = z.output<typeof BasetenModelSettings>;

export const BedrockModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("bedrock").default("bedrock"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "BedrockModelSettings" });
export type BedrockModelSettings = z.output<typeof BedrockModelSettings>;

export const ChatGPTOAuthReasoning = z
  .object({
    reasoning_effort: z.enum(["none", "low", "medium", "high", "xhigh"]).default("medium"),
  })
  .meta({ id: "ChatGPTOAuthReasoning" });
export type ChatGPTOAuthReasoning = z.output<typeof ChatGPTOAuthReasoning>;

export const ChatGPTOAuthModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("chatgpt_oauth").default("chatgpt_oauth"),
    temperature: z.number().default(0.7),
    reasoning: ChatGPTOAuthReasoning.default({ reasoning_effort: "medium" }),
  })
  .meta({ id: "ChatGPTOAuthModelSettings" });
export type ChatGPTOAuthModelSettings = z.output<typeof ChatGPTOAuthModelSettings>;

export const DeepseekModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("deepseek").default("deepseek"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "DeepseekModelSettings" });
export type DeepseekModelSettings = z.output<typeof DeepseekModelSettings>;

export const GeminiThinkingConfig = z
  .object({
    include_thoughts: z.boolean().default(true),
    thinking_budget: z.int().default(1024),
  })
  .meta({ id: "GeminiThinkingConfig" });
export type GeminiThinkingConfig = z.output<typeof GeminiThinkingConfig>;

export const GoogleAIModelSettings = z
  .object({
    max_output_tokens: z.int().default(65536),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("google_ai").default("google_ai"),
    temperature: z.number().default(0.7),
    thinking_config: GeminiThinkingConfig.default({ include_thoughts: true, thinking_budget: 1024 }),
    response_schema: orNull(ResponseFormat),
  })
  .meta({ id: "GoogleAIModelSettings" });
export type GoogleAIModelSettings = z.output<typeof GoogleAIModelSettings>;

export const GoogleVertexModelSettings = z
  .object({
    max_output_tokens: z.int().default(65536),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("google_vertex").default("google_vertex"),
    temperature: z.number().default(0.7),
    thinking_config: GeminiThinkingConfig.default({ include_thoughts: true, thinking_budget: 1024 }),
    response_schema: orNull(ResponseFormat),
  })
  .meta({ id: "GoogleVertexModelSettings" });
export type GoogleVertexModelSettings = z.output<typeof GoogleVertexModelSettings>;

export const GroqModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("groq").default("groq"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "GroqModelSettings" });
export type GroqModelSettings = z.output<typeof GroqModelSettings>;

export const OpenAIReasoning = z
  .object({
    reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh"]).default("minimal"),
  })
  .meta({ id: "OpenAIReasoning" });
export type OpenAIReasoning = z.output<typeof OpenAIReasoning>;

export const OpenAIModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("openai").default("openai"),
    temperature: z.number().default(0.7),
    reasoning: OpenAIReasoning.default({ reasoning_effort: "high" }),
    response_format: orNull(ResponseFormat),
    strict: z.boolean().default(true),
  })
  .meta({ id: "OpenAIModelSettings" });
export type OpenAIModelSettings = z.output<typeof OpenAIModelSettings>;

export const OpenRouterModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("openrouter").default("openrouter"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "OpenRouterModelSettings" });
export type OpenRouterModelSettings = z.output<typeof OpenRouterModelSettings>;

export const SGLangModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("sglang").default("sglang"),
    temperature: z.number().default(0.7),
    reasoning: OpenAIReasoning.default({ reasoning_effort: "high" }),
    response_format: orNull(ResponseFormat),
    strict: z.boolean().default(true),
    tool_call_parser: orNull(z.string()),
  })
  .meta({ id: "SGLangModelSettings" });
export type SGLangModelSettings = z.output<typeof SGLangModelSettings>;

export const TogetherModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("together").default("together"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "TogetherModelSettings" });
export type TogetherModelSettings = z.output<typeof TogetherModelSettings>;

export const XAIModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("xai").default("xai"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
  })
  .meta({ id: "XAIModelSettings" });
export type XAIModelSettings = z.output<typeof XAIModelSettings>;

export const ZAIThinking = z
  .object({
    type: z.enum(["enabled", "disabled"]).default("enabled"),
    clear_thinking: z.boolean().default(false),
  })
  .meta({ id: "ZAIThinking" });
export type ZAIThinking = z.output<typeof ZAIThinking>;

export const ZAIModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("zai").default("zai"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
    thinking: ZAIThinking.default({ type: "enabled", clear_thinking: false }),
  })
  .meta({ id: "ZAIModelSettings" });
export type ZAIModelSettings = z.output<typeof ZAIModelSettings>;

export const MoonshotModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("moonshot").default("moonshot"),
    temperature: z.number().default(0.7),
    response_format: orNull(ResponseFormat),
    strict: z.boolean().default(false),
  })
  .meta({ id: "MoonshotModelSettings" });
export type MoonshotModelSettings = z.output<typeof MoonshotModelSettings>;

export const MoonshotCodingModelSettings = z
  .object({
    max_output_tokens: z.int().default(4096),
    parallel_tool_calls: z.boolean().default(true),
    provider_type: z.literal("moonshot_coding").default("moonshot_coding"),
    temperature: z.number().default(1),
    thinking: AnthropicThinking.default({ type: "enabled", budget_tokens: 1024 }),
    response_format: orNull(ResponseFormat),
    verbosity: orNull(z.enum(["low", "medium", "high"])),
    effort: orNull(z.enum(["low", "medium", "high", "max"])),
    strict: z.boolean().default(false),
  })
  .meta({ id: "MoonshotCodingModelSettings" });
export type MoonshotCodingModelSettings = z.output<typeof MoonshotCodingModelSettings>;

export const ModelSettings = z.discriminatedUnion("provider_type", [
  OpenAIModelSettings,
  SGLangModelSettings,
  AnthropicModelSettings,
  GoogleAIModelSettings,
  GoogleVertexModelSettings,
  AzureModelSettings,
  XAIModelSettings,
  ZAIModelSettings,
  GroqModelSettings,
  DeepseekModelSettings,
  TogetherModelSettings,
  BedrockModelSettings,
  BasetenModelSettings,
  OpenRouterModelSettings,
  ChatGPTOAuthModelSettings,
  MoonshotModelSettings,
  MoonshotCodingModelSettings,
]);
export type ModelSettings = z.output<typeof ModelSettings>;

const hasSettings = new Set<string>(
  ModelSettings.options.map(({ shape }) => shape.provider_type.unwrap().value),
);

/**
 * The settings in requests. Clients echo the `provider_type` of the model they chose, also one without settings of its
 * own: that is read as the settings that all providers share (as `together` has them), or as OpenAI's where it names
 * what only those have. What is stored, and answered, follows the model and not this type.
 */
export const ModelSettingsInput = z.preprocess((given) => {
  if (typeof given !== "object" || given === null || !("provider_type" in given)) return given;
  const type = ProviderType.safeParse(given.provider_type);
  if (!type.success || hasSettings.has(type.data)) return given;
  return { ...given, provider_type: "reasoning" in given || "strict" in given ? "openai" : "together" };
}, ModelSettings) as unknown as typeof ModelSettings;
