import type { ArchiveUpdateRequest } from "@/lib/contract/archives/schemas";
import type { Context } from "../context";
import { findArchive, toArchive } from "./archive";

/** Renames or describes an archive; null and absent fields stay. */
export async function updateArchive(ctx: Context, id: string, { name, description }: ArchiveUpdateRequest) {
  await findArchive(ctx, id);
  const row = await ctx.db.archive.update({
    where: { id, organization_id: ctx.actor.organizationId },
    data: {
      ...(name != null && { name }),
      ...(description != null && { description }),
      last_updated_by_id: ctx.actor.userId,
    },
  });
  return toArchive(row);
}
