import type { z } from "zod";
import type { Group } from "@/lib/contract/groups/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

/** What a group's answer is made of. */
export const groupInclude = {
  agents: { orderBy: { position: "asc" }, select: { agent_id: true } },
  shared_blocks: { orderBy: { created_at: "asc" }, select: { block_id: true } },
} satisfies Prisma.GroupInclude;

export type GroupRow = Prisma.GroupGetPayload<{ include: typeof groupInclude }>;
export type GroupBody = z.input<typeof Group>;

export const toGroup = (row: GroupRow): GroupBody => ({
  ...row,
  manager_type: row.manager_type as GroupBody["manager_type"],
  agent_ids: row.agents.map(({ agent_id }) => agent_id),
  shared_block_ids: row.shared_blocks.map(({ block_id }) => block_id),
});

/** @throws AppError `not_found` */
export async function findGroup(ctx: Context, id: string): Promise<GroupRow> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.group.findFirst({ where, include: groupInclude });
  if (!row) throw notFound("Group", id);
  return row;
}

/**
 * The group, held for this transaction: whoever else changes it or speaks to it waits.
 * @throws AppError `not_found`
 */
export async function lockGroup(tx: Context, id: string): Promise<GroupRow> {
  await tx.db.$queryRaw(Prisma.sql`
    select id
    from groups
    where id = ${id}
      and organization_id = ${tx.actor.organizationId}
    for no key update`);
  return findGroup(tx, id);
}

/** Everyone whose turns may belong to the group: its members and its manager. */
export const participants = ({ agents, manager_agent_id }: GroupRow): string[] => [
  ...agents.map(({ agent_id }) => agent_id),
  ...(manager_agent_id ? [manager_agent_id] : []),
];
