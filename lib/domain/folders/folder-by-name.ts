import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

/**
 * The id of the folder with exactly this name.
 * @throws AppError `not_found`
 */
export async function folderIdByName(ctx: Context, name: string): Promise<string> {
  const where = { name, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.folder.findFirst({ where, select: { id: true } });
  if (!row) throw notFound("Folder", name);
  return row.id;
}
