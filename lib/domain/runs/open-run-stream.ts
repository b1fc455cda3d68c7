import type { RunModel } from "@/lib/generated/prisma/models";
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
  if (isStreamGone(ctx, run))
    throw new AppError("expired", "The run is too old: its stream is no longer kept");
  return streamRun(ctx, { runId, ...viewOf(run, request), signal });
}

/** Whether the log of a run that is over may have been dropped. */
export const isStreamGone = (ctx: Context, run: Pick<RunModel, "completed_at" | "created_at">): boolean =>
  run.completed_at !== null &&
  ctx.clock.now().getTime() - run.created_at.getTime() > ctx.settings.runEventRetentionMs;

/** What whoever comes back is shown: the view that the run was asked in, from where they left off. */
export function viewOf({ input }: Pick<RunModel, "input">, request: ResumeRequest) {
  const { options } = input as unknown as RunInput;
  return {
    streamTokens: options.stream_tokens,
    types: options.include_return_message_types,
    isNumbered: true,
    startingAfter: request.starting_after ?? 0,
    includePings: request.include_pings ?? true,
  };
}
