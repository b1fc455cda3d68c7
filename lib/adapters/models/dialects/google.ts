import { reasoningKind } from "@/lib/runtime/model-settings/model-family";
import { type Dialect, keepId, signatureOf } from "./dialect";

/** Google's Gemini API. Its thoughts are summaries that need not go back; their signature belongs to the first call. */
export const google: Dialect = {
  allowsLateSystem: false,
  isStrictAboutRoles: true,
  hasImageResults: true,
  callId: keepId,
  callSignature(thoughts) {
    const thoughtSignature = thoughts.map(signatureOf).find(Boolean);
    return thoughtSignature ? { google: { thoughtSignature } } : undefined;
  },
  finish(options, config) {
    const kind = reasoningKind(config);
    const isOn = kind === "always_budget" || (kind === "budget" && config.enable_reasoner !== false);
    const budget = config.max_reasoning_tokens || 1024;
    return {
      ...options,
      providerOptions: {
        google: {
          ...(isOn && { thinkingConfig: { includeThoughts: true, thinkingBudget: budget } }),
          ...(kind === "budget" && !isOn && { thinkingConfig: { thinkingBudget: 0 } }),
        },
      },
    };
  },
};
