import { AppError, notFound } from "@/lib/shared/errors";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { isStreamGone, type ResumeRequest, viewOf } from "../runs/open-run-stream";
import type { StreamItem } from "../runs/stream-run";
import { findGroup } from "./group";
import { firstOfTurn, streamGroupTurn } from "./read-group-turn";

interface Request extends ResumeRequest {
  /** Any run of the turn; absent: the latest. */
  run_id?: string | null;
}

/**
 * Takes up the stream of a group's turn where a reader left off, while it goes on or after.
 * @throws AppError `not_found`; `invalid_argument` for a turn that was not started in the background; `expired` for one
 * too old to be kept
 */
export async function openGroupStream(
  ctx: Context,
  groupId: string,
  request: Request,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  await findGroup(ctx, groupId);
  if (request.run_id) assertId("run", request.run_id);
  const run = await ctx.db.run.findFirst({
    where: {
      organization_id: ctx.actor.organizationId,
      metadata: { path: ["group_id"], equals: groupId },
      ...(request.run_id && { id: request.run_id }),
    },
    orderBy: [{ created_at: "desc" }, { id: "desc" }],
    include: { agent: { select: { name: true } } },
  });
  if (!run) throw notFound("Run", request.run_id ?? "of the group");
  if (!run.background)
    throw new AppError(
      "invalid_argument",
      "The turn was not started in background mode, so it has no stream to return to",
    );
  if (isStreamGone(ctx, run))
    throw new AppError("expired", "The turn is too old: its stream is no longer kept");
  return streamGroupTurn(ctx, {
    runId: await firstOfTurn(ctx, run),
    ...viewOf(run, request),
    signal,
  });
}
