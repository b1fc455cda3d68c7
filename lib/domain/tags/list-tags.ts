import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import type { Page } from "../list-page";

/** Distinct tags of agents and blocks, sorted; a cursor is a tag, which need not exist. */
export async function listTags(
  ctx: Context,
  { search, ...page }: Page & { search?: string },
): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ tag: string }[]>(distinctTags(ctx.actor.organizationId));
  const wanted = search?.toLowerCase();
  const tags = rows.map(({ tag }) => tag).filter((tag) => !wanted || tag.toLowerCase().includes(wanted));
  return cut(tags.sort(byCodePoint), page);
}

function cut(tags: string[], { after, before, limit, order }: Page): string[] {
  const sorted = order === "desc" ? tags.reverse() : tags;
  const sign = order === "desc" ? -1 : 1;
  const inside = sorted.filter(
    (tag) =>
      (!after || sign * byCodePoint(tag, after) > 0) && (!before || sign * byCodePoint(tag, before) < 0),
  );
  const count = limit || inside.length;
  return before && !after ? inside.slice(-count) : inside.slice(0, count);
}

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** An organisation's tags are few enough to sort here, in the one order that cursors need. */
const distinctTags = (organizationId: string) => Prisma.sql`
  select unnest(tags) as tag
  from agents
  where organization_id = ${organizationId}
  union
  select unnest(tags)
  from blocks
  where organization_id = ${organizationId}`;
