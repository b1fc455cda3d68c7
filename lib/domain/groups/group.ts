import type { z } from "zod";
import type { Group } from "@/lib/contract/groups/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";

/** What a group's answer is made of. */
export const groupInclude = {
  agents: { orderBy: { position: "asc" }, select: { agent_id: true } },
  shared_blocks: { orderBy: { created_at: "asc" }, select: { block_id: true } },
} satisfies Prisma.GroupInclude;

export type GroupRow = Prisma.GroupGetPayload<{ include: typeof groupInclude }>;

export const toGroup = (row: GroupRow): z.input<typeof Group> => ({
  ...row,
  manager_type: row.manager_type as z.input<typeof Group>["manager_type"],
  agent_ids: row.agents.map(({ agent_id }) => agent_id),
  shared_block_ids: row.shared_blocks.map(({ block_id }) => block_id),
});
