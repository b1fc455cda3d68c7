import type { Prisma } from "@/lib/generated/prisma/client";
import type { Pending } from "@/lib/runtime/approvals";
import type { ApprovalReturn } from "@/lib/runtime/messages";
import { lockWindow } from "../compaction/locked-window";
import type { Context } from "../context";
import { isUnderWay } from "../runs/is-under-way";
import { type Place, placeId } from "./note-requests";

export interface GivenAnswer {
  runId: string;
  approvals: ApprovalReturn[];
  /** Stands in for a person: what people have answered counts before it. */
  isSubstitute: boolean;
  /** Without it, an answer to some of the calls changes nothing. */
  mayBeHeld: boolean;
}

/** `held`: calls are still open. `gone`: the request is answered, or another run carries an answer to it out. */
export type Taken = { approvals: ApprovalReturn[] } | "held" | "gone";

/**
 * Takes an answer to the calls of a request, or to some of them. As soon as each has its answer, the request belongs to
 * the run that brought the last one until that run is over, so that no call is run twice, whichever process it is in.
 */
export async function giveAnswer(
  tx: Context,
  place: Place,
  { request, waiting }: Pending,
  { runId, approvals, isSubstitute, mayBeHeld }: GivenAnswer,
): Promise<Taken> {
  const { ids } = await lockWindow(tx, place);
  if (ids.at(-1) !== request.id) return "gone";
  const where = { place_id: placeId(place), organization_id: tx.actor.organizationId };
  const found = await tx.db.pendingApproval.findUnique({ where });
  const note = found?.request_id === request.id ? found : null;
  if (
    note?.answering_run_id &&
    note.answering_run_id !== runId &&
    (await isUnderWay(tx, note.answering_run_id))
  )
    return "gone";
  const held = (note?.held ?? []) as unknown as ApprovalReturn[];
  const all = isSubstitute
    ? [...held, ...without(approvals, held)]
    : [...without(held, approvals), ...approvals];
  const isComplete = waiting.every(({ id }) => all.some(({ tool_call_id }) => tool_call_id === id));
  if (!isComplete && !mayBeHeld) return "held";
  const fields = {
    request_id: request.id,
    held: (isComplete ? held : all) as unknown as Prisma.InputJsonValue,
    answering_run_id: isComplete ? runId : null,
  };
  await tx.db.pendingApproval.upsert({
    where,
    update: fields,
    create: {
      ...where,
      ...fields,
      agent_id: place.agentId,
      conversation_id: place.conversationId,
      waiting_since: new Date(request.created_at),
    },
  });
  return isComplete ? { approvals: all } : "held";
}

const without = (answers: ApprovalReturn[], others: ApprovalReturn[]) =>
  answers.filter(({ tool_call_id }) => !others.some((other) => other.tool_call_id === tool_call_id));
