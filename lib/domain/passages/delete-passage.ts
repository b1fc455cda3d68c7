import { AppError, notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

/**
 * Deletes a passage of this archive.
 * @throws AppError `not_found`; `invalid_argument` for a passage of another archive
 */
export async function deletePassage(ctx: Context, archiveId: string, id: string): Promise<void> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const passage = await ctx.db.passage.findFirst({ where, select: { archive_id: true } });
  if (!passage) throw notFound("Passage", id);
  if (passage.archive_id !== archiveId)
    throw new AppError("invalid_argument", `Passage '${id}' does not belong to archive '${archiveId}'`);
  await ctx.db.passage.deleteMany({ where });
}
