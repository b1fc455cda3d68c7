import type { chat as contract } from "@/lib/contract/registry";
import { asChatUser } from "@/lib/domain/chat/chat-actor";
import { chatRequest } from "@/lib/domain/chat/chat-request";
import { completeChat } from "@/lib/domain/chat/complete-chat";
import { streamChat } from "@/lib/domain/chat/stream-chat";
import type { Handlers } from "../handlers";
import { EventStream } from "../sse";

export const chat: Handlers<typeof contract> = {
  createChatCompletion: async ({ ctx: asked, body, sent, signal }) => {
    const request = chatRequest(body, sent);
    const ctx = await asChatUser(asked, request.user);
    return request.stream
      ? new EventStream(await streamChat(ctx, request, signal))
      : completeChat(ctx, request);
  },
};
