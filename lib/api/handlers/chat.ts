import type { chat as contract } from "@/lib/contract/registry";
import { completeChat } from "@/lib/domain/chat/complete-chat";
import { streamChat } from "@/lib/domain/chat/stream-chat";
import type { Handlers } from "../handlers";
import { EventStream } from "../sse";

export const chat: Handlers<typeof contract> = {
  createChatCompletion: async ({ ctx, body, sent, signal }) => {
    if (!body.stream) return completeChat(ctx, body);
    const options = (sent as { stream_options?: { include_usage?: boolean } }).stream_options;
    return new EventStream(
      await streamChat(ctx, body, { includeUsage: options?.include_usage ?? false, signal }),
    );
  },
};
