import type { LlmConfig } from "@/lib/runtime/model-config";
import { type Dialect, thoughtText } from "./dialect";
import { openAiChat, responseFormatOf } from "./openai";

/** Ollama's own chat API. */
export const ollama: Dialect = {
  ...openAiChat,
  allowsLateSystem: false,
  isStrictAboutRoles: true,
  callId: (id) => id,
  replayThought: (part, { isCurrentTurn }) =>
    isCurrentTurn && thoughtText(part) ? [{ type: "reasoning", text: thoughtText(part) }] : [],
  finish: (options, config, request) => ({
    ...options,
    responseFormat: responseFormatOf(request, config),
    providerOptions: { ollama: { num_ctx: config.context_window, ...thinkOf(config) } },
  }),
};

/** A model that cannot think refuses to be told to; left out, it does as it was made. */
const thinkOf = ({ reasoning_effort: effort }: LlmConfig): { think?: boolean | string } => {
  if (!effort) return {};
  return { think: effort === "none" ? false : /^(low|medium|high)$/.test(effort) ? effort : true };
};
