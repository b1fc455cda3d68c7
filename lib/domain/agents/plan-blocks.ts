import { defaultBlockDescription } from "@/lib/runtime/prompt/default-block-description";
import { blockColumns } from "../blocks/block-columns";
import type { Context } from "../context";
import type { NewAgent } from "./new-agent";

export interface PlannedBlock {
  id: string;
  label: string;
  value: string;
  limit: number;
  description: string | null;
  read_only: boolean;
  /** The row to create; null for a block that exists. */
  columns: ReturnType<typeof blockColumns> | null;
}

type Wanted = Pick<NewAgent, "memory_blocks" | "block_ids">;

/** Shared blocks first, then new ones, then those named. One of each label is attached; unknown ids are dropped. */
export async function planBlocks(ctx: Context, { memory_blocks, block_ids }: Wanted, shared: PlannedBlock[]) {
  const created = (memory_blocks ?? []).map((block): PlannedBlock => {
    const description = block.description ?? defaultBlockDescription(block.label);
    const columns = blockColumns(ctx, { ...block, description });
    return { ...columns, columns };
  });
  const all = [...shared, ...created, ...(await existingBlocks(ctx, block_ids ?? []))];
  const blocks = all.filter((block, index) => all.findIndex(({ label }) => label === block.label) === index);
  return { blocks, spareBlocks: created.filter((block) => !blocks.includes(block)) };
}

async function existingBlocks(ctx: Context, ids: string[]): Promise<PlannedBlock[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.block.findMany({
    where: { id: { in: ids }, organization_id: ctx.actor.organizationId },
  });
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)).map((row) => ({ ...row, columns: null }));
}
