import type { RunModel } from "@/lib/generated/prisma/models";
import type { Message } from "@/lib/runtime/messages";
import { lockWindowIfThere } from "../compaction/locked-window";
import type { Context } from "../context";

interface Made {
  stepId: string;
  /** Rows of the step, about to be stored. */
  messages: Message[];
  /** The run was cancelled, so others may have spoken since. */
  isCancelled: boolean;
}

/**
 * Whether the rows of a step may still follow what its conversation ends with, which is held for this transaction. An
 * answer fits its request alone: somebody else may have answered it, or the messages were reset. A turn that was
 * cancelled from elsewhere must not speak behind one that came after it.
 */
export async function fitsWindow(
  tx: Context,
  run: Pick<RunModel, "id" | "agent_id" | "conversation_id">,
  { stepId, messages, isCancelled }: Made,
): Promise<boolean> {
  const request = messages[0]?.approval_request_id;
  if (!request && !isCancelled) return true;
  const window = await lockWindowIfThere(tx, { agentId: run.agent_id, conversationId: run.conversation_id });
  if (!window) return false;
  const last = window.ids.at(-1);
  if (request) return last === request;
  if (!last) return true;
  const where = { organization_id: tx.actor.organizationId };
  const place = { agent_id: run.agent_id, conversation_id: run.conversation_id };
  if ((await tx.db.run.count({ where: { ...where, ...place, status: "running" } })) > 0) return false;
  const row = await tx.db.message.findFirst({ where: { ...where, id: last } });
  if (!row?.step_id || row.run_id === run.id) return true;
  const steps = await tx.db.step.findMany({
    where: { ...where, id: { in: [stepId, row.step_id] } },
    // By the clock of the database, since processes have clocks of their own.
    orderBy: { created_at: "asc" },
    select: { id: true },
  });
  return steps.at(-1)?.id === stepId;
}
