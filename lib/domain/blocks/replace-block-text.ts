import type { MnemeReplaceBlockText } from "@/lib/contract/mneme/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { lockBlock, toBlock } from "./block";
import { withoutNul } from "./block-columns";
import { changeBlock } from "./update-block";

/**
 * Gives a block a text only if it still has the one that was edited, so that two writers never overwrite each other.
 * @throws AppError `not_found`; `conflict` with the block's `current_text` when somebody changed it meanwhile
 */
export async function replaceBlockText(ctx: Context, id: string, { base, text }: MnemeReplaceBlockText) {
  return transaction(ctx, async (tx) => {
    const row = await lockBlock(tx, id);
    if (row.value !== base)
      throw new AppError("conflict", "The block was changed since it was read", {
        detail: { current_text: row.value },
      });
    return toBlock(await changeBlock(tx, row, { value: withoutNul(text) }));
  });
}
