import type { z } from "zod";
import type { MnemeHistory } from "@/lib/contract/mneme/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { toEntries } from "./history-entry";

export interface HistoryQuery {
  /** Entries older than this one. */
  before?: string;
  limit: number;
}

/** Whose events: those filed under an agent, those of entities, or both. */
export interface HistorySubject {
  agentId: string | null;
  entityIds: string[];
}

/** One page of history, newest first. */
export async function historyPage(
  ctx: Context,
  subject: HistorySubject,
  { before, limit }: HistoryQuery,
): Promise<z.input<typeof MnemeHistory>> {
  const found = await ctx.db.$queryRaw<{ id: bigint }[]>(
    newestEvents(ctx, subject, { before: BigInt(before ?? Number.MAX_SAFE_INTEGER), limit: limit + 1 }),
  );
  const ids = found.slice(0, limit).map(({ id }) => id);
  const events = await ctx.db.stateEvent.findMany({ where: { id: { in: ids } }, orderBy: { id: "desc" } });
  return {
    entries: await toEntries(ctx, events),
    next_before: found.length > limit ? String(ids.at(-1)) : null,
  };
}

/** Each index is read backwards only as far as one page needs, however long the histories are. */
const newestEvents = (
  { actor }: Context,
  { agentId, entityIds }: HistorySubject,
  { before, limit }: { before: bigint; limit: number },
) => Prisma.sql`
  select id
  from (
    (
      select id
      from state_events
      where organization_id = ${actor.organizationId}
        and agent_id = ${agentId}
        and id < ${before}
      order by id desc
      limit ${limit}
    )
    union
    select of_entity.id
    from unnest(${entityIds}::text[]) as entity (id)
    cross join lateral (
      select id
      from state_events
      where organization_id = ${actor.organizationId}
        and entity_id = entity.id
        and id < ${before}
      order by id desc
      limit ${limit}
    ) as of_entity
  ) as newest
  order by id desc
  limit ${limit}`;
