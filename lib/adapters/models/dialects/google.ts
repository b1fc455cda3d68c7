import type { LlmConfig } from "@/lib/runtime/model-config";
import { bareName, reasoningKind } from "@/lib/runtime/model-settings/model-family";
import type { ModelRequest } from "@/lib/runtime/ports";
import { type Dialect, keepId, signatureOf } from "./dialect";
import { responseFormatOf } from "./openai";

/** Google's Gemini API, also as Vertex serves it. Its thoughts are summaries that need not go back; their signature belongs to the first call. */
export const google: Dialect = {
  allowsLateSystem: false,
  isStrictAboutRoles: true,
  hasImageResults: true,
  callId: keepId,
  callSignature(thoughts) {
    const thoughtSignature = thoughts.map(signatureOf).find(Boolean);
    return thoughtSignature ? { google: { thoughtSignature } } : undefined;
  },
  finish(options, config, request) {
    const kind = reasoningKind(config);
    const isOn = kind === "always_budget" || (kind === "budget" && config.enable_reasoner !== false);
    const budget = config.max_reasoning_tokens || 1024;
    return {
      ...options,
      responseFormat: takesFormat(config, request) ? responseFormatOf(request, config) : undefined,
      providerOptions: {
        google: {
          ...(isOn && { thinkingConfig: { includeThoughts: true, thinkingBudget: budget } }),
          ...(kind === "budget" && !isOn && { thinkingConfig: { thinkingBudget: 0 } }),
        },
      },
    };
  },
};

/** Before Gemini 3 a request with both tools and a JSON format is refused; the tools are what an agent cannot lack. */
const takesFormat = ({ model }: LlmConfig, { tools }: ModelRequest): boolean =>
  tools.length === 0 || /gemini-[3-9]/.test(bareName(model));
