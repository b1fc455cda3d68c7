import type { CompletionUsage } from "@/lib/contract/chat/schemas";
import type { RunUsage, StopReason } from "@/lib/runtime/events";
import { agentConfig } from "../agents/agent-row";
import type { Context } from "../context";
import { startRun } from "../runs/start-run";
import { chatAgent } from "./chat-agent";
import { chatInput } from "./chat-input";
import { type ChatRequest, callersTools, toolChoiceOf } from "./chat-request";
import { letGoOfCalls } from "./let-go";

/** A turn that a chat completion has started, with what all of its answers say. */
export interface ChatTurn {
  runId: string;
  /** Names of the caller's own tools: only their calls go back to it. */
  tools: Set<string>;
  head: { id: string; created: number; model: string };
}

/** Sampling settings of the request are the agent's business, and only checked for their range. */
export async function startChatTurn(ctx: Context, body: ChatRequest): Promise<ChatTurn> {
  const agent = await chatAgent(ctx, body.model);
  const messages = chatInput(body.messages);
  const client_tools = callersTools(body);
  const request = {
    messages,
    stream_tokens: true,
    client_tools,
    tool_choice: toolChoiceOf(body),
    response_format: body.response_format ?? null,
  };
  await letGoOfCalls(ctx, agent, messages);
  const run = await startRun(ctx, { agentId: agent.id }, request, "openai_chat_completions");
  const created = Math.floor(run.created_at.getTime() / 1000);
  return {
    runId: run.id,
    tools: new Set(client_tools.map(({ name }) => name)),
    head: { id: `chatcmpl-${run.id}`, created, model: agentConfig(agent).llm_config.model },
  };
}

export const finishReason = (stop: StopReason | string, callCount: number) => {
  if (callCount > 0) return "tool_calls";
  return stop === "max_tokens_exceeded" ? "length" : "stop";
};

export const chatUsage = (
  usage: Pick<RunUsage, "prompt_tokens" | "completion_tokens" | "total_tokens"> & Partial<RunUsage>,
) =>
  ({
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    total_tokens: usage.total_tokens,
    prompt_tokens_details: { cached_tokens: usage.cached_input_tokens ?? null, audio_tokens: null },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning_tokens ?? null,
      audio_tokens: null,
      accepted_prediction_tokens: null,
      rejected_prediction_tokens: null,
    },
  }) satisfies CompletionUsage;

/** Between what an agent says before a tool call and what it says after. */
export const MESSAGE_BREAK = "\n\n";
