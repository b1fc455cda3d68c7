import { postgresRunLog } from "@/lib/adapters/run-log/postgres";
import type { Actor, Context } from "@/lib/domain/context";
import { recoverRuns } from "@/lib/domain/runs/recover-runs";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import type { Model } from "@/lib/runtime/ports";
import { testDatabase } from "../database";
import type { Dice } from "../random";
import { aTurnWorld, type TurnWorld } from "../turns";
import { babblingModel } from "./babbling-model";
import { Life, mortalDb, mortalPool } from "./mortal";

/** One process of the server, which can be killed. */
export interface Process extends TurnWorld {
  life: Life;
  model: Model & { problems: Error[] };
  /** What it wrote to the log of errors while it lived. */
  errors: unknown[];
  /** Others that were started beside it, which have nothing to do any more. */
  neighbours: Process[];
}

export async function startProcess(dice: Dice, actor?: Actor): Promise<Process> {
  const life = new Life();
  const { pool } = await testDatabase();
  const model = babblingModel(dice, async () => {
    // Lets others run in between, as a network would.
    await new Promise((resolve) => setTimeout(resolve, dice.below(3)));
    life.step();
  });
  const runLog = postgresRunLog({ pool: mortalPool(pool, life), onError: () => {} });
  const world = await aTurnWorld({ model, runLog, actor });
  const errors: unknown[] = [];
  const { ctx } = world;
  ctx.db = mortalDb(ctx.db, life) as Context["db"];
  ctx.log = {
    ...ctx.log,
    error: (fields, message) => life.isOver || errors.push(`${message}: ${String(fields.error ?? "")}`),
    child: () => ctx.log,
  };
  if (!actor) await ensureBaseTools(ctx);
  return { ...world, life, model, errors, neighbours: [] };
}

/** Starts the process that comes after, which takes up what the dead one left. */
export async function startAgain(dice: Dice, before: Process): Promise<Process> {
  before.life.end();
  const next = await startProcess(dice, before.ctx.actor);
  const { ctx, executor } = next;
  const system = { ...ctx, actor: { ...ctx.actor, type: "system" as const } };
  const own = { organization_id: ctx.actor.organizationId };
  // Other organisations of this database belong to other tests.
  const dead = await ctx.db.run.findMany({ where: { ...own, lease_owner: before.executor.ownerId } });
  await ctx.db.run.updateMany({
    where: { id: { in: dead.map(({ id }) => id) }, lease_expires_at: { not: null } },
    data: { lease_expires_at: new Date(0) },
  });
  await recoverRuns(ctx.db, () => system, { ownerId: executor.ownerId, allOthers: false, now: new Date(1) });
  return next;
}
