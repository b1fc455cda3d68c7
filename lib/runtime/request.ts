import type { ContentPart, Message } from "./messages";
import type { ModelRequest, ToolChoice } from "./ports";
import { allowedNow } from "./required-tools";
import { allowsParallelCalls, toolChoiceFor } from "./tool-rules/turn-control";
import { clientToolNames, offeredTools, type Turn } from "./turn";

/** What the model is sent in the next step of the turn. */
export function modelRequest(turn: Turn): ModelRequest {
  const offered = offeredTools(turn);
  const client = clientToolNames(turn);
  const allowed = allowedNow(turn);
  const tools = offered.filter(({ spec }) => client.has(spec.name) || allowed.includes(spec.name));
  const specs = tools.map(({ spec }) => spec);
  return turn.kind.shapeRequest(turn, {
    messages: withCutReturns(turn.messages, turn.model.config.context_window),
    tools: specs,
    toolChoice: toolChoiceOf(
      turn,
      specs.map(({ name }) => name),
    ),
    parallelToolCalls: turn.model.config.parallel_tool_calls === true && allowsParallelCalls(turn.toolRules),
    responseFormat: turn.responseFormat,
    signal: turn.signal,
  });
}

function toolChoiceOf(turn: Turn, names: string[]): ToolChoice {
  if (names.length === 0) return "auto";
  const demanded = turn.usage.step_count === 0 ? turn.firstToolChoice : null;
  return demanded ?? toolChoiceFor(turn.toolRules, turn.calledTools, names);
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
