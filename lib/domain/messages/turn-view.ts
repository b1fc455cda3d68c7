import { isPlainAgentType } from "@/lib/runtime/loop-kinds/loop-kind";
import type { ViewOptions } from "./to-letta-messages";

/**
 * How a turn shows what it makes (runtime.md §3.3): agents that act by tools alone think in text and say what they send,
 * unless the request wants to see the calls. Lists judge by the agent's type for themselves.
 */
export const turnView = (agentType: string, useAssistantMessage: boolean): ViewOptions => {
  const isPlain = isPlainAgentType(agentType);
  return { isTextSpoken: isPlain, foldsSendMessage: !isPlain && useAssistantMessage };
};
