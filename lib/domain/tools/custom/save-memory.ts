import { updateBlock } from "../../blocks/update-block";
import type { Context } from "../../context";
import type { ConversationTarget } from "../../conversations/conversation-target";
import { transaction } from "../../transaction";
import { heldBlocks } from "../edit-memory";
import { visibleBlocks } from "./visible-blocks";

/** Writes the values that a tool's code left in blocks, with the history of every other change. Read-only ones stay. */
export async function saveMemory(
  ctx: Context,
  target: ConversationTarget,
  values: Record<string, string>,
): Promise<void> {
  if (Object.keys(values).length === 0) return;
  await transaction(ctx, async (tx) => {
    const blocks = await visibleBlocks(tx, target);
    const changed = blocks.filter(({ label, read_only }) => Object.hasOwn(values, label) && !read_only);
    const ids = changed.map(({ id }) => id);
    await tx.db.$queryRaw(heldBlocks(tx.actor.organizationId, ids));
    for (const { id, label } of changed) await updateBlock(tx, id, { value: values[label] });
  });
}
