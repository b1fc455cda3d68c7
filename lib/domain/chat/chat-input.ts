import type { ChatCompletionRequest } from "@/lib/contract/chat/request";
import type { IncomingMessage } from "@/lib/contract/messages/requests";
import { AppError } from "@/lib/shared/errors";

type ChatMessage = ChatCompletionRequest["messages"][number];
type UserMessage = Extract<ChatMessage, { role: "user" }>;
type ToolMessage = Extract<ChatMessage, { role: "tool" }>;
type TurnPart = Exclude<Extract<IncomingMessage, { role: string }>["content"], string>[number];
type Part = Exclude<UserMessage["content"], string>[number];

/**
 * What the agent is told: the last message of the user, or what the caller's tools returned since the agent asked for
 * it. What was said before it knows from its own history.
 * @throws AppError `invalid_argument` when there is nothing, or it brings what an agent cannot read
 */
export function chatInput(messages: ChatMessage[]): IncomingMessage[] {
  const recent = messages.slice(messages.findLastIndex(({ role }) => role === "assistant") + 1);
  const returns = recent.filter((message): message is ToolMessage => message.role === "tool");
  const last = (returns.length > 0 ? recent : messages).findLast(
    (message): message is UserMessage => message.role === "user",
  );
  if (!last && returns.length === 0)
    throw new AppError("invalid_argument", "messages must contain a message of the user");
  return [...(returns.length > 0 ? [toolReturns(returns)] : []), ...(last ? [spoken(last)] : [])];
}

const toolReturns = (messages: ToolMessage[]): IncomingMessage => ({
  type: "tool_return",
  tool_returns: messages.map(({ tool_call_id, content }) => ({
    type: "tool",
    tool_call_id,
    status: "success",
    tool_return: typeof content === "string" ? content : content.map(({ text }) => text).join(""),
    stdout: null,
    stderr: null,
  })),
});

const spoken = ({ content, name }: UserMessage): IncomingMessage => ({
  type: "message",
  role: "user",
  content: typeof content === "string" ? content : content.map(contentPart),
  name: name ?? null,
});

function contentPart(part: Part): TurnPart {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text, signature: null };
    case "image_url":
      return { type: "image", source: { type: "url", url: part.image_url.url } };
    case "input_audio":
    case "file":
      throw new AppError("invalid_argument", `A message cannot bring content of type '${part.type}'`);
  }
}
