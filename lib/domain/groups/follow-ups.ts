import type { RunModel } from "@/lib/generated/prisma/models";
import type { StopReason } from "@/lib/runtime/events";
import { runStatus } from "@/lib/runtime/stop-reason";
import type { Context } from "../context";
import type { RunInput } from "../runs/run-input";
import { evictVoiceLines } from "./evict-voice-lines";
import { nextGroupRun } from "./next-group-run";
import { wakeCompanions } from "./wake-companions";

/** A run at its end. */
export interface EndedRun {
  id: string;
  agent_id: string;
  conversation_id: string | null;
  organization_id: string;
  metadata: unknown;
}

export interface FollowUps {
  /** Runs of the agents that tend this one's memory. */
  companions: RunModel[];
  /** The turn of the next speaker of the group. */
  next: RunModel | null;
}

/**
 * Stores the runs that the end of this one calls for. In the transaction that ends it, so that a crash leaves either
 * both or neither. A turn that failed, was cancelled or waits for an approval leads to nothing.
 */
export async function storeFollowUps(tx: Context, run: EndedRun, reason: StopReason): Promise<FollowUps> {
  if (runStatus(reason) !== "completed" || reason === "requires_approval")
    return { companions: [], next: null };
  return { companions: await wake(tx, run), next: await takeTurns(tx, run) };
}

async function wake(tx: Context, run: EndedRun): Promise<RunModel[]> {
  const group = await tx.db.group.findFirst({
    where: {
      organization_id: run.organization_id,
      manager_agent_id: run.agent_id,
      manager_type: { in: ["sleeptime", "voice_sleeptime"] },
      manager: { enable_sleeptime: true },
    },
    select: { id: true, manager_type: true },
  });
  if (!group) return [];
  return group.manager_type === "sleeptime"
    ? wakeCompanions(tx, run, group.id)
    : evictVoiceLines(tx, run, group.id);
}

async function takeTurns(tx: Context, run: EndedRun): Promise<RunModel | null> {
  const { group_id } = (run.metadata ?? {}) as { group_id?: string };
  if (!group_id) return null;
  const where = { id: run.id, organization_id: run.organization_id };
  const row = await tx.db.run.findFirst({ where, select: { input: true, background: true } });
  const { group: turn, options } = (row?.input ?? {}) as unknown as Partial<RunInput>;
  if (!turn || !options) return null;
  return nextGroupRun(tx, run, { turn, options, background: row?.background ?? false });
}
