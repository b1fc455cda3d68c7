import type { voice as contract } from "@/lib/contract/registry";
import { voiceRequest } from "@/lib/domain/chat/chat-request";
import { completeChat } from "@/lib/domain/chat/complete-chat";
import { streamChat } from "@/lib/domain/chat/stream-chat";
import type { Handlers } from "../handlers";
import { EventStream } from "../sse";

/** Voice services speak OpenAI's protocol and wait for words: unlike elsewhere, a stream is what they get unasked. */
export const voice: Handlers<typeof contract> = {
  createVoiceChatCompletions: async ({ ctx, params, body, signal }) => {
    const request = voiceRequest(params.agent_id, body);
    return request.stream
      ? new EventStream(await streamChat(ctx, request, signal))
      : completeChat(ctx, request);
  },
};
