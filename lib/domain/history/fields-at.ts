import { Prisma } from "@/lib/generated/prisma/client";
import type { BlockRow } from "../blocks/block";
import type { Context } from "../context";

/**
 * The fields of a block that changed at or after an event, with the values they had right before it: what one must
 * set to return to that moment. Only each field's first change since then is read.
 */
export async function blockFieldsBefore(
  ctx: Context,
  blockId: string,
  eventId: bigint,
): Promise<Partial<BlockRow>> {
  const rows = await ctx.db.$queryRaw<{ field: string; value: unknown }[]>(
    firstValues(ctx, blockId, eventId),
  );
  return Object.fromEntries(rows.map(({ field, value }) => [field, value])) as Partial<BlockRow>;
}

const firstValues = ({ actor }: Context, blockId: string, eventId: bigint) => Prisma.sql`
  select distinct on (changed.field) changed.field, changed.value
  from state_events
  cross join lateral jsonb_each(state_events.before) as changed (field, value)
  where organization_id = ${actor.organizationId}
    and entity_id = ${blockId}
    and entity_type = 'block'
    and action = 'updated'
    and id >= ${eventId}
  order by changed.field, id`;
