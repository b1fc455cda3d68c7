import type { ContentPart, Message } from "./messages";
import type { ModelRequest } from "./ports";
import { allowedTools } from "./tool-rules/allowed-tools";
import { allowsParallelCalls, toolChoiceFor } from "./tool-rules/turn-control";
import { clientToolNames, offeredTools, type Turn } from "./turn";

/** What the model is sent in the next step of the turn. */
export function modelRequest(turn: Turn): ModelRequest {
  const offered = offeredTools(turn);
  const names = offered.map(({ spec }) => spec.name);
  const client = clientToolNames(turn);
  const allowed = allowedTools(turn.toolRules, turn.calledTools, turn.lastToolValue, names);
  const tools = offered.filter(({ spec }) => client.has(spec.name) || allowed.includes(spec.name));
  const specs = tools.map(({ spec }) => spec);
  return {
    messages: withCutReturns(turn.messages, turn.model.config.context_window),
    tools: specs,
    toolChoice:
      specs.length > 0
        ? toolChoiceFor(
            turn.toolRules,
            turn.calledTools,
            specs.map(({ name }) => name),
          )
        : "auto",
    parallelToolCalls: turn.model.config.parallel_tool_calls === true && allowsParallelCalls(turn.toolRules),
    responseFormat: turn.responseFormat,
    signal: turn.signal,
  };
}

/** One old tool return must not fill the window: each is cut to a fifth of it, at four characters a token. */
export function withCutReturns(messages: Message[], contextWindow: number): Message[] {
  const limit = Math.max(5_000, Math.floor(contextWindow * 0.2 * 4));
  const isLong = (text: string) => text.length > limit;
  const cut = (text: string) =>
    isLong(text) ? `${text.slice(0, limit)}... [truncated ${text.length - limit} chars]` : text;
  return messages.map((message) => {
    if (message.role !== "tool" || !message.content.some((part) => part.type === "text" && isLong(part.text)))
      return message;
    return {
      ...message,
      content: message.content.map(
        (part): ContentPart => (part.type === "text" ? { ...part, text: cut(part.text) } : part),
      ),
      tool_returns: message.tool_returns?.map((item) => ({
        ...item,
        func_response: typeof item.func_response === "string" ? cut(item.func_response) : item.func_response,
      })),
    };
  });
}
