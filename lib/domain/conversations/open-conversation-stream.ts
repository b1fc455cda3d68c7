import type { RetrieveStreamRequest } from "@/lib/contract/messages/requests";
import { AppError, notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { openRunStream } from "../runs/open-run-stream";
import { runOfOtid } from "../runs/run-otids";
import type { StreamItem } from "../runs/stream-run";
import { type ConversationTarget, resolveTarget } from "./conversation-target";
import { activeRuns, isIn } from "./start-conversation-run";

/** A reader may come back before its request has arrived. */
const OTID_PAUSES_MS = [250, 500, 1_000];

/**
 * Takes up the stream of a turn: of the run named, of the one that a message became, or of the latest that is not over.
 * @throws AppError `not_found` for an unknown run or otid; `invalid_argument` when nothing is running
 */
export async function openConversationStream(
  ctx: Context,
  { id, agentId }: { id: string; agentId: string | null },
  request: RetrieveStreamRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  if (request.run_id)
    return openRunStream(ctx, request.run_id, request, signal, { isForegroundAllowed: true });
  const target = await resolveTarget(ctx, id, agentId);
  if (request.otid) {
    const runId = await awaitedRun(ctx, target, request.otid, signal);
    return openRunStream(ctx, runId, request, signal, { isForegroundAllowed: true });
  }
  const latest = (await activeRuns(ctx, target)).at(-1);
  if (!latest) throw new AppError("invalid_argument", "No active runs found for this conversation");
  return openRunStream(ctx, latest.id, request, signal);
}

async function awaitedRun(
  ctx: Context,
  target: ConversationTarget,
  otid: string,
  signal: AbortSignal,
): Promise<string> {
  for (const pauseMs of [0, ...OTID_PAUSES_MS]) {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const run = await runOfOtid(ctx, otid);
    if (run && isIn(run, target)) return run.id;
    if (signal.aborted) break;
  }
  throw notFound("Run of the message with otid", otid);
}
