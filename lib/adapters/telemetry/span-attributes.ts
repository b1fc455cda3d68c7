import type { Attributes } from "@opentelemetry/api";
import type { StepTiming } from "@/lib/runtime/events";
import { type Message, textOf } from "@/lib/runtime/messages";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelUsage } from "@/lib/runtime/ports";
import type { TracedRun } from "@/lib/runtime/telemetry";

/** Names of providers in the conventions for generative AI, where they differ from ours. */
const providerNames: Record<string, string> = {
  azure: "azure.ai.openai",
  bedrock: "aws.bedrock",
  google_ai: "gcp.gemini",
  google_vertex: "gcp.vertex_ai",
  mistral: "mistral_ai",
  xai: "x_ai",
};

const providerOf = ({ model_endpoint_type: type }: LlmConfig) => providerNames[type] ?? type;

export const runAttributes = ({
  runId,
  agentId,
  agentName,
  conversationId,
  organizationId,
  model,
}: TracedRun) =>
  known({
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.id": agentId,
    "gen_ai.agent.name": agentName,
    "gen_ai.conversation.id": conversationId,
    "gen_ai.provider.name": providerOf(model),
    "gen_ai.request.model": model.model,
    "mneme.run.id": runId,
    "mneme.organization.id": organizationId,
  });

export const modelAttributes = (model: LlmConfig, usage: ModelUsage | null, timing: StepTiming) =>
  known({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": providerOf(model),
    "gen_ai.request.model": model.model,
    "gen_ai.request.max_tokens": model.max_tokens,
    "gen_ai.request.temperature": model.temperature,
    "server.address": hostOf(model.model_endpoint),
    "gen_ai.usage.input_tokens": usage?.input,
    "gen_ai.usage.output_tokens": usage?.output,
    "gen_ai.usage.cache_read.input_tokens": usage?.cachedInput,
    "gen_ai.usage.cache_creation.input_tokens": usage?.cacheWrite,
    "gen_ai.usage.reasoning.output_tokens": usage?.reasoning,
    "gen_ai.response.time_to_first_chunk": timing.ttft_ns === null ? null : timing.ttft_ns / 1e9,
  });

/** Only the host: paths and queries of endpoints may carry what is nobody's business. */
function hostOf(endpoint: string | null | undefined): string | null {
  return endpoint && URL.canParse(endpoint) ? new URL(endpoint).hostname : null;
}

/** What a step added to the conversation, in the form of the conventions. Only for those who asked for content. */
export function contentAttributes(messages: Message[]): Attributes {
  const said = messages.filter(({ role }) => role === "assistant" || role === "approval");
  const heard = messages.filter((message) => !said.includes(message));
  return {
    "gen_ai.input.messages": JSON.stringify(heard.map(described)),
    "gen_ai.output.messages": JSON.stringify(said.map(described)),
  };
}

const described = (message: Message) => ({
  role: message.role === "approval" ? "assistant" : message.role,
  parts: [
    ...(textOf(message.content) ? [{ type: "text", content: textOf(message.content) }] : []),
    ...(message.tool_calls ?? []).map((call) => ({
      type: "tool_call",
      id: call.id,
      name: call.function.name,
      arguments: call.function.arguments,
    })),
    ...(message.tool_returns ?? []).map((item) => ({
      type: "tool_call_response",
      id: item.tool_call_id,
      response: item.func_response,
    })),
  ],
});

/** Attributes without those that are not known. */
export const known = (values: Record<string, string | number | null | undefined>): Attributes =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value != null)) as Attributes;
