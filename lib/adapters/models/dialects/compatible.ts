import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { isOpenAiReasoning, reasoningKind } from "@/lib/runtime/model-settings/model-family";
import type { ModelRequest } from "@/lib/runtime/ports";
import { type Dialect, thoughtText } from "./dialect";
import { jsonSchemaOf, openAiChat, responseFormatOf } from "./openai";

/** In what a vendor's Chat Completions differ from the plain ones. */
export interface CompatibleQuirks {
  /** The model wants its thoughts of this turn back while it calls tools (`reasoning_content`). */
  replaysThoughts?: boolean;
  /** Knows JSON mode, but no schemas: those are told in words. */
  lacksJsonSchema?: boolean;
  /** Models whose prompts are cached only where the request asks for it. */
  cachesOnDemand?: RegExp;
  /** The body's fields that switch thinking on or off, where the agent can switch it. */
  thinking?(isOn: boolean, config: LlmConfig): Record<string, unknown>;
}

/** Everybody else's Chat Completions: local servers, proxies and most vendors. `name` is the provider's. */
export const compatible = (
  name: string,
  {
    isLocal,
    replaysThoughts,
    lacksJsonSchema,
    cachesOnDemand,
    thinking,
  }: { isLocal: boolean } & CompatibleQuirks,
): Dialect => ({
  ...openAiChat,
  allowsLateSystem: false,
  isStrictAboutRoles: isLocal,
  ...(replaysThoughts && {
    replayThought: (part, { isCurrentTurn }) =>
      isCurrentTurn && thoughtText(part) ? [{ type: "reasoning", text: thoughtText(part) }] : [],
  }),
  finish(options, config, request) {
    const isReasoning = isOpenAiReasoning(config.model);
    const canSwitch = thinking && reasoningKind(config) === "toggle";
    const own: SharedV4ProviderOptions[string] = {
      ...(request.tools.length > 0 && { parallel_tool_calls: request.parallelToolCalls }),
      ...(isReasoning && config.reasoning_effort && { reasoningEffort: config.reasoning_effort }),
      ...(isReasoning && config.verbosity && { textVerbosity: config.verbosity }),
      ...(cachesOnDemand?.test(config.model) && { cache_control: { type: "ephemeral" } }),
      ...(canSwitch &&
        (thinking(config.enable_reasoner !== false, config) as SharedV4ProviderOptions[string])),
    };
    const schema = jsonSchemaOf(request, config);
    return {
      ...options,
      prompt: schema && lacksJsonSchema ? withSchemaInWords(options.prompt, schema) : options.prompt,
      temperature: isReasoning ? undefined : options.temperature,
      responseFormat: formatOf(request, config, Boolean(lacksJsonSchema)),
      providerOptions: { [name]: { ...own, ...(schema && { strictJsonSchema: schema.strict === true }) } },
    };
  },
});

function formatOf(
  request: ModelRequest,
  config: LlmConfig,
  lacksJsonSchema: boolean,
): LanguageModelV4CallOptions["responseFormat"] {
  const format = responseFormatOf(request, config);
  return format?.type === "json" && lacksJsonSchema ? { type: "json" } : format;
}

/** JSON mode of these vendors also demands that the prompt speaks of JSON. */
export function withSchemaInWords(
  prompt: LanguageModelV4Prompt,
  { schema, ...whole }: Record<string, unknown>,
): LanguageModelV4Prompt {
  const text = `Answer with one JSON value that fits this JSON Schema, and nothing else:\n${JSON.stringify(schema ?? whole)}`;
  const [first, ...rest] = prompt;
  if (first?.role === "system") return [{ ...first, content: `${first.content}\n\n${text}` }, ...rest];
  return [{ role: "system", content: text }, ...prompt];
}
