import type { LanguageModelV4Prompt, SharedV4ProviderOptions } from "@ai-sdk/provider";
import { answerTokens, takesSchemas, thinkingOf } from "./anthropic";
import { type Dialect, signatureOf, thoughtText } from "./dialect";
import { jsonSchemaOf, responseFormatOf } from "./openai";

const cachePoint: SharedV4ProviderOptions = { bedrock: { cachePoint: { type: "default" } } };

/** Amazon's Converse API. Claude thinks and is cached in it as at Anthropic's own. */
export const bedrock: Dialect = {
  allowsLateSystem: false,
  isStrictAboutRoles: true,
  hasImageResults: true,
  callId: (id) => id.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64),
  replayThought(part) {
    if (part.type === "redacted_reasoning")
      return [{ type: "reasoning", text: "", providerOptions: { bedrock: { redactedContent: part.data } } }];
    const signature = signatureOf(part);
    if (!signature) return [];
    return [{ type: "reasoning", text: thoughtText(part), providerOptions: { bedrock: { signature } } }];
  },
  finish(options, config, request) {
    const isClaude = /claude/.test(config.model);
    const thinking = isClaude ? thinkingOf(config, options.prompt) : null;
    const hasSchema = isClaude && takesSchemas(config.model) && jsonSchemaOf(request, config) !== null;
    const isForced = options.toolChoice?.type === "required" || options.toolChoice?.type === "tool";
    return {
      ...options,
      prompt: takesCacheMarks(config.model) ? withCachePoints(options.prompt) : options.prompt,
      maxOutputTokens: isClaude ? answerTokens(config, thinking) : options.maxOutputTokens,
      temperature: thinking ? undefined : options.temperature,
      frequencyPenalty: undefined,
      responseFormat: hasSchema ? responseFormatOf(request, config) : undefined,
      toolChoice: thinking && isForced ? { type: "auto" } : options.toolChoice,
      providerOptions: {
        bedrock: {
          ...(thinking && { reasoningConfig: thinking }),
          ...(hasSchema && { structuredOutputMode: "outputFormat" }),
        },
      },
    };
  },
};

/** Other models refuse marks for their cache. */
const takesCacheMarks = (model: string) => /claude-(3-[57]|[a-z]+-[4-9])|nova/.test(model);

const withCachePoints = (prompt: LanguageModelV4Prompt): LanguageModelV4Prompt =>
  prompt.map((message, index) =>
    (index === 0 && message.role === "system") || index === prompt.length - 1
      ? { ...message, providerOptions: cachePoint }
      : message,
  );
