import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

/** Deletes an archive with its passages; agents that had it start a new one with their next passage. */
export async function deleteArchive(ctx: Context, id: string): Promise<void> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const { count } = await ctx.db.archive.deleteMany({ where });
  if (count === 0) throw notFound("Archive", id);
}
