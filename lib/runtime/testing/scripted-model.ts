import type { LlmConfig } from "../model-config";
import type { FinishReason, Model, ModelPart, ModelRequest, ModelUsage } from "../ports";

/** What one call of the model does: yield these parts (nested lists count as their items), or fail with this error. */
export type ScriptedTurn = (ModelPart | ModelPart[])[] | Error;

export interface ScriptedModel extends Model {
  /** What was asked, one entry per call. Messages are copies: the loop goes on changing its own. */
  requests: ModelRequest[];
}

/**
 * A model that plays back one script per call and then has nothing left to say. A turn without a `finish` gets one
 * that fits its parts; a call after the last turn is an error of the test.
 */
export function scriptedModel(...turns: ScriptedTurn[]): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    config: scriptedConfig,
    requests,
    async *stream(request) {
      requests.push({ ...request, messages: structuredClone(request.messages) });
      const turn = turns[requests.length - 1];
      if (!turn) throw new Error(`The scripted model has no turn ${requests.length}`);
      if (turn instanceof Error) throw turn;
      const parts = turn.flat();
      for (const part of parts) {
        request.signal.throwIfAborted();
        yield part;
      }
      if (parts.at(-1)?.type !== "finish") yield finish(parts.some(isCall) ? "tool_calls" : "stop");
    },
    preview: async (request) => ({ messages: request.messages, tools: request.tools }),
  };
}

export const scriptedConfig: LlmConfig = {
  model: "scripted",
  display_name: "Scripted",
  model_endpoint_type: "openai",
  model_endpoint: null,
  provider_name: "scripted",
  provider_category: "base",
  context_window: 32_000,
  put_inner_thoughts_in_kwargs: false,
  handle: "scripted/scripted",
  temperature: 1,
  max_tokens: 4_096,
  enable_reasoner: false,
  max_reasoning_tokens: 0,
  parallel_tool_calls: true,
};

export const text = (text: string): ModelPart => ({ type: "text", text });

export const reasoning = (text: string, signature: string | null = null): ModelPart => ({
  type: "reasoning",
  text,
  signature,
});

/** Several in one turn are parallel calls. Arguments may be text that is not JSON. */
export const callTool = (
  name: string,
  args: Record<string, unknown> | string = {},
  id = `call-${name}`,
): ModelPart[] => [
  { type: "tool_call_start", id, name },
  { type: "tool_call_delta", id, arguments: typeof args === "string" ? args : JSON.stringify(args) },
];

export const finish = (reason: FinishReason = "stop", usage: Partial<ModelUsage> = {}): ModelPart => ({
  type: "finish",
  reason,
  usage: { input: 10, output: 5, total: 15, cachedInput: null, cacheWrite: null, reasoning: null, ...usage },
});

const isCall = (part: ModelPart) => part.type === "tool_call_start";
