import type { JobWork } from "@/lib/adapters/queue/pg-boss";
import { expireApprovals, nextExpiry } from "@/lib/domain/approvals/expire-approvals";
import { advanceBatches } from "@/lib/domain/batches/advance-batches";
import type { Context } from "@/lib/domain/context";
import { claimFile } from "@/lib/domain/files/claim-file";
import { enqueueOpenFiles } from "@/lib/domain/files/enqueue-files";
import { processFile } from "@/lib/domain/files/process-file";
import type { JobName, JobPayloads } from "@/lib/domain/queue";
import { sweepRunEvents } from "@/lib/domain/runs/sweep-run-events";
import { sweepTraces } from "@/lib/domain/steps/sweep-traces";

type Parts = Pick<Context, "db" | "queue" | "settings" | "clock">;

/** Context of the server itself inside an organisation, for changes in the name of a user or of nobody. */
export type SystemContext = (organizationId: string, userId?: string | null) => Context;

/** Work that others should have told of by then; it is looked at again to be sure. */
const LOOK_AGAIN_MS = 5_000;
/** A request whose conversation is busy is not answered at once; meanwhile nothing tells of its end. */
const EXPIRY_PAUSE_MS = 2_000;
/** A file that a living process works on is touched more often than this. */
const FILE_SILENCE_MS = 60_000;

/** What is done for each job of the queue. */
export function jobWorks(parts: Parts, systemOf: SystemContext): { [N in JobName]: JobWork<JobPayloads[N]> } {
  return {
    process_file: {
      parallel: 2,
      handle: (payload, signal) => processOne(parts, systemOf, payload, signal),
    },
    advance_batches: { handle: () => advance(parts, systemOf) },
    expire_approvals: { handle: () => expire(parts, systemOf) },
    sweep_history: { schedule: "*/10 * * * *", handle: () => sweep(parts) },
  };
}

/** Jobs for work that is stored without one: in a database that was restored, or from before a change of settings. */
export async function enqueueMissingJobs({ db, queue, clock, settings }: Parts): Promise<void> {
  await enqueueOpenFiles({ db, queue }, new Date(clock.now().getTime() - FILE_SILENCE_MS));
  await queue.enqueue(db, "advance_batches", [{ key: "start", payload: {} }]);
  if (settings.approvalExpiresAfterMs !== null)
    await queue.enqueue(db, "expire_approvals", [{ key: "start", payload: {} }]);
}

async function processOne(
  { db }: Parts,
  systemOf: SystemContext,
  payload: JobPayloads["process_file"],
  signal: AbortSignal,
): Promise<void> {
  const file = await claimFile(db, payload);
  if (!file) return;
  const mustWait = await processFile(systemOf(file.organization_id, file.created_by_id), file, signal);
  if (mustWait) throw new Error(`File '${file.id}' could not be finished yet`);
}

async function advance({ db, queue, clock }: Parts, systemOf: SystemContext): Promise<void> {
  if (!(await advanceBatches(db, systemOf))) return;
  const runAt = new Date(clock.now().getTime() + LOOK_AGAIN_MS);
  await queue.enqueue(db, "advance_batches", [{ key: "later", payload: {}, runAt }]);
}

async function expire({ db, queue, clock, settings }: Parts, systemOf: SystemContext): Promise<void> {
  const expiresAfterMs = settings.approvalExpiresAfterMs;
  if (expiresAfterMs === null) return;
  await expireApprovals(db, systemOf, { expiresAfterMs, now: clock.now() });
  const next = await nextExpiry(db, expiresAfterMs);
  if (!next) return;
  const runAt = new Date(Math.max(next.getTime(), clock.now().getTime() + EXPIRY_PAUSE_MS));
  // Named by its time: a look that waits for a later one, as the server was set before, is none for this.
  const key = `next ${next.toISOString()}`;
  await queue.enqueue(db, "expire_approvals", [{ key, payload: {}, runAt }]);
}

async function sweep({ db, clock, settings }: Parts): Promise<void> {
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  await sweepRunEvents(db, before(settings.runEventRetentionMs));
  await sweepTraces(db, before(settings.traceRetentionMs));
}
