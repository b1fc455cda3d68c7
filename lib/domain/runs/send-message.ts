import type { LettaAsyncRequest, LettaStreamingRequest } from "@/lib/contract/messages/requests";
import { AppError } from "@/lib/shared/errors";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { collectResponse } from "./collect-response";
import { toRun } from "./run";
import { startRun } from "./start-run";
import { type StreamItem, streamRun } from "./stream-run";

export interface Target {
  agentId: string;
  conversationId?: string | null;
}

/** Sends messages and waits for the end of the turn. */
export async function sendMessage(ctx: Context, target: Target, body: LettaStreamingRequest) {
  assertNotStreaming(body);
  const run = await startRun(ctx, target, { ...body, callback_url: null }, "send_message");
  return collectResponse(ctx, run.id);
}

/** @throws AppError `unprocessable` for a blocking request that asks for what only streams have */
export function assertNotStreaming(
  body: Pick<LettaStreamingRequest, "stream_tokens" | "background" | "include_pings">,
) {
  if (!body.stream_tokens && !body.background && body.include_pings) return;
  const text = "stream_tokens, background and include_pings are for streaming requests only";
  throw new AppError("unprocessable", text, { exact: true });
}

/** Sends messages and gives the turn as it happens. The turn goes on if the reader leaves. */
export async function streamMessage(
  ctx: Context,
  target: Target,
  body: LettaStreamingRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  const run = await startRun(ctx, target, { ...body, callback_url: null }, "send_message_streaming");
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

/** Accepts messages and answers at once with the run that works on them. */
export async function startAsync(ctx: Context, agentId: string, body: LettaAsyncRequest) {
  if (body.callback_url) assertCallbackUrl(body.callback_url);
  await findAgent(ctx, agentId);
  return toRun(await startRun(ctx, { agentId }, { ...body, background: true }, "send_message_async"));
}

/** @throws AppError `invalid_argument` for anything but an address of the web */
export function assertCallbackUrl(url: string) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new AppError("invalid_argument", "callback_url must be an http or https address");
}
