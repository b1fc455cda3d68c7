import type { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import type { RunInput } from "./run-input";
import { planRun, type RunKind, type RunRequest } from "./start-run";

export interface ChildRun {
  agentId: string;
  /** The run that leads to this one; null when a person does, by hand. */
  parentRunId: string | null;
  kind: RunKind;
  body: RunRequest;
  metadata?: Record<string, string>;
  /** What the run's input holds beside messages and options. */
  extra?: Pick<RunInput, "group" | "transcript">;
}

/**
 * Stores a run that another one leads to. Give it to `launchRun` when the transaction is over; if the process dies
 * before, recovery finds it.
 */
export async function insertChildRun(tx: Context, child: ChildRun): Promise<RunModel> {
  const { agentId, parentRunId, kind, body, metadata, extra } = child;
  const parent: Record<string, string> = parentRunId ? { parent_run_id: parentRunId } : {};
  const planned = await planRun(tx, { agentId }, body, kind, { ...metadata, ...parent });
  const input = { ...(planned.input as object), ...extra } as unknown as Prisma.InputJsonValue;
  return tx.db.run.create({ data: { ...planned, ...parent, input } });
}
