import type { ChatCompletionRequest } from "@/lib/contract/chat/request";
import type { RunUsage } from "@/lib/runtime/events";
import type { Context } from "../context";
import { type StreamItem, streamRun } from "../runs/stream-run";
import { asChatError } from "./chat-error";
import { type ChatTurn, chatUsage, finishReason, MESSAGE_BREAK, startChatTurn } from "./chat-turn";

export interface ChatStreamOptions {
  /** A last chunk with the tokens that the turn took. */
  includeUsage: boolean;
  signal: AbortSignal;
}

/** The same as chunks, word by word. The turn goes on if the reader leaves. */
export async function streamChat(
  ctx: Context,
  body: ChatCompletionRequest,
  options: ChatStreamOptions,
): Promise<AsyncGenerator<StreamItem>> {
  try {
    return chunks(ctx, await startChatTurn(ctx, body), options);
  } catch (error) {
    throw asChatError(error);
  }
}

type Event = { message_type: string; id?: string; content?: string; stop_reason?: string; message?: string };

async function* chunks(
  ctx: Context,
  { runId, isV1, head }: ChatTurn,
  { includeUsage, signal }: ChatStreamOptions,
): AsyncGenerator<StreamItem> {
  const chunk = (choices: object[], more: object = {}) => ({
    data: { ...head, object: "chat.completion.chunk", choices, ...more },
  });
  const choice = (delta: object, finish_reason: string | null = null) => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason,
  });
  const items = streamRun(ctx, {
    runId,
    // Agents of the older types speak through a tool, whose text is known once the step is whole.
    streamTokens: isV1,
    types: ["assistant_message"],
    isNumbered: false,
    startingAfter: 0,
    includePings: false,
    signal,
  });
  let lastId: string | undefined;
  let stop = "end_turn";
  for await (const item of items) {
    if ("done" in item) break;
    const event = item.data as Event;
    if (item.event === "error") {
      yield { data: { error: { message: event.message, type: "server_error", param: null, code: null } } };
      return yield { done: true };
    }
    if (event.message_type === "assistant_message") {
      const isNext = lastId !== undefined && lastId !== event.id;
      const content = (isNext ? MESSAGE_BREAK : "") + event.content;
      yield chunk([choice(lastId === undefined ? { role: "assistant", content } : { content })]);
      lastId = event.id;
    } else if (event.message_type === "stop_reason") stop = event.stop_reason ?? stop;
    else if (event.message_type === "usage_statistics") {
      yield chunk([choice({}, finishReason(stop))]);
      if (includeUsage) yield chunk([], { usage: chatUsage(item.data as RunUsage) });
    }
  }
  yield { done: true };
}
