import type { Compaction } from "@/lib/runtime/compaction/compact-window";
import { AppError } from "@/lib/shared/errors";
import { recompileSystemMessages } from "../agents/system-message";
import type { Context } from "../context";
import type { ConversationTarget } from "../conversations/conversation-target";
import { recompileConversation } from "../conversations/recompile-conversation";
import { insertMessages } from "../messages/insert-messages";
import { transaction } from "../transaction";
import { lockWindow, replaceWindow } from "./locked-window";
import type { SummaryCallRow } from "./summary-calls";
import { insertSummaryTraces, type PackedTrace } from "./summary-traces";

export interface ToStore extends Pick<Compaction, "row" | "evictedIds"> {
  traces: PackedTrace[];
  calls: SummaryCallRow[];
}

/**
 * Puts a summary into the window in place of the messages it stands for, and compiles the system message again, in
 * one transaction. The list is computed from the row as it is now: what came to it or left it meanwhile is kept so.
 * Where none of the messages is left (a reset) the window stays as it is. `beforeWrite` may still refuse.
 */
export async function storeCompaction(
  ctx: Context,
  target: ConversationTarget,
  { row, evictedIds, traces, calls }: ToStore,
  beforeWrite: (tx: Context, ids: string[]) => Promise<void> | void = () => {},
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const window = await lockWindow(tx, target);
    await beforeWrite(tx, window.ids);
    await insertSummaryTraces(tx, traces);
    if (calls.length > 0) await tx.db.summaryCall.createMany({ data: calls });
    const ids = replaced(window.ids, new Set(evictedIds), row.id);
    if (!ids) return;
    await insertMessages(tx, target.agentId, [row]);
    await replaceWindow(tx, target, window, ids);
    if (target.conversationId) await recompileConversation(tx, target, { dry_run: false });
    else await recompileSystemMessages(tx, [target.agentId], { updateTimestamp: true });
  });
}

function replaced(ids: string[], evicted: Set<string>, summaryId: string): string[] | null {
  const at = ids.findIndex((id) => evicted.has(id));
  if (at < 1) return null;
  return [...ids.slice(0, at), summaryId, ...ids.slice(at).filter((id) => !evicted.has(id))];
}

/** @throws AppError `conflict` unless the window still shows every one of the messages */
export function assertShown(ids: string[], evictedIds: string[]): void {
  const shown = new Set(ids);
  if (evictedIds.every((id) => shown.has(id))) return;
  throw new AppError("conflict", "The messages changed while they were being summarized; try again", {
    transient: true,
  });
}
