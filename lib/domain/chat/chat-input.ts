import type { ChatCompletionRequest } from "@/lib/contract/chat/request";
import type { IncomingMessage } from "@/lib/contract/messages/requests";
import { AppError } from "@/lib/shared/errors";

type ChatUserMessage = Extract<ChatCompletionRequest["messages"][number], { role: "user" }>;
type TurnPart = Exclude<Extract<IncomingMessage, { role: string }>["content"], string>[number];
type Part = Exclude<ChatUserMessage["content"], string>[number];

/**
 * What the agent is told: the last message of the user. What was said before it knows from its own history.
 * @throws AppError `invalid_argument` when there is none, or it brings what an agent cannot read
 */
export function chatInput(messages: ChatCompletionRequest["messages"]): IncomingMessage {
  const last = messages.findLast((message): message is ChatUserMessage => message.role === "user");
  if (!last) throw new AppError("invalid_argument", "messages must contain a message of the user");
  const content = typeof last.content === "string" ? last.content : last.content.map(contentPart);
  return { type: "message", role: "user", content, name: last.name ?? null };
}

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
