import type { ConversationMessageRequest } from "@/lib/contract/messages/requests";
import type { LettaResponse } from "@/lib/contract/messages/responses";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { collectResponse } from "../runs/collect-response";
import { assertNotStreaming } from "../runs/send-message";
import { type StreamItem, streamRun } from "../runs/stream-run";
import type { ConversationTarget } from "./conversation-target";
import { startConversationRun } from "./start-conversation-run";

/** Sends messages into a conversation and waits for the end of the turn. */
export async function sendConversationMessage(
  ctx: Context,
  target: ConversationTarget,
  body: ConversationMessageRequest,
): Promise<LettaResponse> {
  assertNotStreaming(body);
  const run = await startConversationRun(ctx, target, body, "send_conversation_message");
  try {
    return await collectResponse(ctx, run.id);
  } catch (error) {
    throw withPlainDetail(error);
  }
}

/** Sends messages into a conversation and gives the turn as it happens. The turn goes on if the reader leaves. */
export async function streamConversationMessage(
  ctx: Context,
  target: ConversationTarget,
  body: ConversationMessageRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  const run = await startConversationRun(ctx, target, body, "send_message_streaming");
  return streamRun(ctx, {
    runId: run.id,
    streamTokens: body.stream_tokens,
    types: body.include_return_message_types ?? null,
    isNumbered: body.background,
    startingAfter: 0,
    includePings: body.include_pings,
    signal,
  });
}

/** On this path clients read a conflict's `detail` as text, where the agents' path has an object. */
function withPlainDetail(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== "conflict") return error;
  const { message } = (error.detail?.detail ?? {}) as { message?: string };
  if (!message) return error;
  const { status, headers } = error;
  return new AppError("conflict", error.message, { status, headers, detail: { detail: message } });
}
