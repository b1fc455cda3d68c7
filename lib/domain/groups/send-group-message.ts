import type { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import type { LettaResponse } from "@/lib/contract/messages/responses";
import type { Context } from "../context";
import { assertNotStreaming } from "../runs/send-message";
import type { StreamItem } from "../runs/stream-run";
import { collectGroupTurn, streamGroupTurn } from "./read-group-turn";
import { startGroupTurn } from "./start-group-turn";

/** Asks a group and waits until its turn is over. */
export async function sendGroupMessage(
  ctx: Context,
  groupId: string,
  body: LettaStreamingRequest,
): Promise<LettaResponse> {
  assertNotStreaming(body);
  const run = await startGroupTurn(ctx, groupId, body);
  return collectGroupTurn(ctx, run.id);
}

/** Asks a group and gives its turn as it happens. The turn goes on if the reader leaves. */
export async function streamGroupMessage(
  ctx: Context,
  groupId: string,
  body: LettaStreamingRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  const run = await startGroupTurn(ctx, groupId, body);
  return streamGroupTurn(ctx, {
    runId: run.id,
    streamTokens: body.stream_tokens,
    types: body.include_return_message_types ?? null,
    includePings: body.include_pings,
    isNumbered: body.background,
    startingAfter: 0,
    signal,
  });
}
