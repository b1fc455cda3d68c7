import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { claudeVersion, isAdaptiveClaude, reasoningKind } from "@/lib/runtime/model-settings/model-family";
import type { ModelRequest } from "@/lib/runtime/ports";
import { type Dialect, signatureOf, thoughtText } from "./dialect";
import { jsonSchemaOf, responseFormatOf } from "./openai";

const cached: SharedV4ProviderOptions = { anthropic: { cacheControl: { type: "ephemeral" } } };

/** Anthropic's Messages API. */
export const anthropic: Dialect = {
  allowsLateSystem: false,
  isStrictAboutRoles: true,
  hasImageResults: true,
  callId: (id) => id.replace(/[^a-zA-Z0-9_-]/g, "_"),
  replayThought(part) {
    if (part.type === "redacted_reasoning")
      return [{ type: "reasoning", text: "", providerOptions: { anthropic: { redactedData: part.data } } }];
    const signature = signatureOf(part);
    if (!signature) return [];
    return [{ type: "reasoning", text: thoughtText(part), providerOptions: { anthropic: { signature } } }];
  },
  finish(options, config, request) {
    const thinking = thinkingOf(config, options.prompt);
    const hasSchema = takesSchemas(config.model) && jsonSchemaOf(request, config) !== null;
    return {
      ...options,
      ...toolsOf(options, request, thinking !== null),
      prompt: withCacheMarks(options.prompt),
      maxOutputTokens: answerTokens(config, thinking),
      temperature: thinking ? undefined : options.temperature,
      responseFormat: hasSchema ? responseFormatOf(request, config) : undefined,
      providerOptions: {
        anthropic: {
          ...(hasSchema && { structuredOutputMode: "outputFormat" }),
          ...(request.tools.length > 0 && !request.parallelToolCalls && { disableParallelToolUse: true }),
          ...(thinking && { thinking }),
          ...(config.effort && { effort: config.effort }),
        },
      },
    };
  },
};

/**
 * Claude answers by a schema from 4.5 (Opus 4.1) on. Before, and in plain JSON mode at any time, there is only the
 * prompt: forcing a tool instead would take the agent's own tools away.
 */
export const takesSchemas = (model: string): boolean =>
  (claudeVersion(model) ?? 0) >= (/opus/.test(model) ? 4.1 : 4.5);

type Thinking = { type: "adaptive" } | { type: "enabled"; budgetTokens: number };

/** A model that is in the middle of a tool loop it began without thinking may not start to think in it. */
export function thinkingOf(config: LlmConfig, prompt: LanguageModelV4Prompt): Thinking | null {
  if (config.enable_reasoner === false || reasoningKind(config) === "none" || isInsideThoughtlessLoop(prompt))
    return null;
  if (isAdaptiveClaude(config.model)) return { type: "adaptive" };
  return config.max_reasoning_tokens
    ? { type: "enabled", budgetTokens: Math.max(1024, config.max_reasoning_tokens) }
    : null;
}

function isInsideThoughtlessLoop(prompt: LanguageModelV4Prompt): boolean {
  if (prompt.at(-1)?.role !== "tool") return false;
  const start = prompt.findLastIndex(({ role }) => role === "user");
  const answer = prompt.slice(start + 1).find(({ role }) => role === "assistant");
  return answer?.role === "assistant" && answer.content[0]?.type !== "reasoning";
}

/** The provider adds the budget to the limit it is given, while our `max_tokens` includes it. */
export function answerTokens(config: LlmConfig, thinking: Thinking | null): number {
  const limit = config.max_tokens ?? 4096;
  if (thinking?.type !== "enabled") return limit;
  return Math.max(1024, limit - thinking.budgetTokens);
}

/** Cache marks: tools, system, and the history up to its last message. */
function withCacheMarks(prompt: LanguageModelV4Prompt): LanguageModelV4Prompt {
  return prompt.map((message, index) =>
    (index === 0 && message.role === "system") || index === prompt.length - 1
      ? { ...message, providerOptions: cached }
      : message,
  );
}

/**
 * Forcing a tool excludes thinking. A history with calls needs tools declared even if none may be called now, so
 * the names it used are.
 */
function toolsOf(
  options: LanguageModelV4CallOptions,
  request: ModelRequest,
  isThinking: boolean,
): Pick<LanguageModelV4CallOptions, "tools" | "toolChoice"> {
  const declared = options.tools?.length ? options.tools : toolsInHistory(options.prompt);
  const tools = declared.map((tool, index) =>
    index === declared.length - 1 ? { ...tool, providerOptions: cached } : tool,
  );
  if (tools.length === 0) return { tools: undefined, toolChoice: undefined };
  if (request.tools.length === 0) return { tools, toolChoice: { type: "none" } };
  const isForced = options.toolChoice?.type === "required" || options.toolChoice?.type === "tool";
  return { tools, toolChoice: isForced && isThinking ? { type: "auto" } : options.toolChoice };
}

function toolsInHistory(prompt: LanguageModelV4Prompt) {
  const names = new Set<string>();
  for (const message of prompt)
    if (message.role === "assistant")
      for (const part of message.content) if (part.type === "tool-call") names.add(part.toolName);
  return [...names].map((name) => ({
    type: "function" as const,
    name,
    description: "No longer available.",
    inputSchema: { type: "object" as const, properties: {} },
  }));
}
