import { AppError, notFound } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import type { Context } from "../context";
import type { RunInput } from "./run-input";
import { type StreamItem, streamRun } from "./stream-run";

export interface ResumeRequest {
  /** Number of the last chunk that the reader has; 0 = none. */
  starting_after?: number;
  include_pings?: boolean | null;
}

/**
 * Takes up the stream of a background run where a reader left off, while it runs or after.
 * @throws AppError for an unknown run, one that was not started in the background, or one too old to be kept
 */
export async function openRunStream(
  ctx: Context,
  runId: string,
  request: ResumeRequest,
  signal: AbortSignal,
  { isForegroundAllowed = false }: { isForegroundAllowed?: boolean } = {},
): Promise<AsyncGenerator<StreamItem>> {
  if (!isId("run", runId))
    throw new AppError("invalid_argument", `Invalid run ID format: ${runId}. Expected format: 'run-<uuid4>'`);
  const run = await ctx.db.run.findFirst({ where: { id: runId, organization_id: ctx.actor.organizationId } });
  if (!run) throw notFound("Run", runId);
  if (!run.background && !isForegroundAllowed)
    throw new AppError(
      "invalid_argument",
      "Run was not created in background mode, so it has no stream to return to",
    );
  const isOver = run.completed_at !== null;
  if (isOver && ctx.clock.now().getTime() - run.created_at.getTime() > ctx.settings.runEventRetentionMs)
    throw new AppError("expired", "The run is too old: its stream is no longer kept");
  const { options } = run.input as unknown as RunInput;
  return streamRun(ctx, {
    runId,
    streamTokens: options.stream_tokens,
    types: options.include_return_message_types,
    isNumbered: true,
    startingAfter: request.starting_after ?? 0,
    includePings: request.include_pings ?? true,
    signal,
  });
}
