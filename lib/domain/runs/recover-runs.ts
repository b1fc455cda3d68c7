import type { RunModel } from "@/lib/generated/prisma/models";
import { addUsage } from "@/lib/runtime/turn";
import type { Context } from "../context";
import { finishRun } from "./finish-run";
import { GIVEN_UP, TAKEOVERS_MAX } from "./interrupted";
import { LEASE_MS } from "./lease";
import { settleStep } from "./settle-step";
import { acceptedRun } from "./start-run";
import { takeUpRun } from "./take-up-run";
import { endOnRecord, tellEnd } from "./tell-end";

/** Context of the server itself, inside one organisation. */
export type ContextFor = (organizationId: string) => Context;

/**
 * Takes over the runs whose process died, in the order in which they were accepted, and lets them go on here. One that
 * was cancelled, or whose process died too often, is ended. `allOthers` also takes runs whose lease has not expired: on
 * the embedded database nobody else can be alive.
 */
export async function recoverRuns(
  db: Context["db"],
  contextFor: ContextFor,
  { ownerId, allOthers, now }: { ownerId: string; allOthers: boolean; now: Date },
): Promise<string[]> {
  const isDead = allOthers ? { lease_owner: { not: ownerId } } : { lease_expires_at: { lt: now } };
  const dead = await db.run.findMany({
    where: {
      OR: [
        {
          status: { in: ["created", "running"] },
          OR: [{ lease_owner: null }, { lease_expires_at: null }, isDead],
        },
        // Over, but its process died before it had told so.
        {
          status: { in: ["completed", "failed", "cancelled"] },
          lease_expires_at: allOthers ? { not: null } : { lt: now },
          ...(allOthers && { lease_owner: { not: ownerId } }),
        },
      ],
    },
    orderBy: { accepted_no: "asc" },
  });
  const recovered: string[] = [];
  for (const run of dead) {
    const ctx = contextFor(run.organization_id);
    if (ctx.executor.holds(run.id)) continue;
    const mine = await takeOver(ctx, run, ownerId);
    if (!mine) continue;
    recovered.push(run.id);
    // One that cannot be taken up must not keep the others down; it is tried again when its lease has expired.
    await goOn(ctx, mine).catch((error) =>
      ctx.log.error({ run_id: run.id, error }, "could not take a run over"),
    );
  }
  return recovered;
}

/** The run as it is ours; null when another process was quicker, or its own is alive after all. */
async function takeOver(ctx: Context, run: RunModel, ownerId: string): Promise<RunModel | null> {
  const hasCrashed = run.status === "running" && run.lease_owner !== null;
  const [mine] = await ctx.db.run.updateManyAndReturn({
    where: {
      id: run.id,
      organization_id: run.organization_id,
      status: run.status,
      lease_owner: run.lease_owner,
      lease_epoch: run.lease_epoch,
      lease_expires_at: run.lease_expires_at,
    },
    data: {
      lease_owner: ownerId,
      lease_expires_at: new Date(ctx.clock.now().getTime() + LEASE_MS),
      lease_epoch: { increment: 1 },
      ...(hasCrashed && { takeovers: { increment: 1 } }),
    },
  });
  return mine ?? null;
}

async function goOn(ctx: Context, run: RunModel): Promise<void> {
  await ctx.runLog.resume(run.id);
  if (run.status === "completed" || run.status === "failed") return tellMissingEnd(ctx, run);
  const isGivenUp = run.status === "running" && run.takeovers > TAKEOVERS_MAX;
  if (run.status === "cancelled" || isGivenUp) return endHere(ctx, run);
  ctx.log.info({ run_id: run.id, agent_id: run.agent_id, takeovers: run.takeovers }, "took a run over");
  ctx.executor.start(acceptedRun(run));
}

async function tellMissingEnd(ctx: Context, run: RunModel): Promise<void> {
  for await (const { event } of ctx.runLog.readStored(run.id))
    if (event.type === "stopped") return tellEnd(ctx, run, null);
  // What the last step said may be missing as well.
  await takeUpRun(ctx, run);
  await tellEnd(ctx, run, await endOnRecord(ctx, run));
}

/** Without a model and without tools: whatever ended the process may be in them. */
async function endHere(ctx: Context, run: RunModel): Promise<void> {
  const acting = { ...ctx, cause: { runId: run.id, stepId: null } };
  const { progress, ...standing } = await takeUpRun(acting, run);
  const { interrupted = null } = progress ?? {};
  if (interrupted) await settleStep(acting, run, interrupted);
  if (interrupted?.usage) addUsage(standing.usage, interrupted.usage);
  await finishRun(acting, run, {
    ...standing,
    ...(standing.end ?? { stop_reason: "error", error: GIVEN_UP }),
  });
  ctx.log.warn({ run_id: run.id, agent_id: run.agent_id }, "ended a run whose process had died");
}
