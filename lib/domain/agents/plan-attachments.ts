import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

/**
 * The folders with their files.
 * @throws AppError `conflict` when a folder or an identity does not exist
 */
export async function findAttachments(ctx: Context, folderIds: string[], identityIds: string[]) {
  const organization_id = ctx.actor.organizationId;
  if (identityIds.length > 0) await assertIdentities(ctx, identityIds);
  if (folderIds.length === 0) return { folders: [], files: [] };
  const folders = await ctx.db.folder.findMany({ where: { id: { in: folderIds }, organization_id } });
  assertAllFound("folder", folderIds, folders);
  const files = await ctx.db.file.findMany({
    where: { folder_id: { in: folderIds }, organization_id, is_deleted: false },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });
  return { folders, files };
}

export async function assertIdentities(ctx: Context, ids: string[]): Promise<void> {
  const found = await ctx.db.identity.findMany({
    where: { id: { in: ids }, organization_id: ctx.actor.organizationId },
    select: { id: true },
  });
  assertAllFound("identity", ids, found);
}

function assertAllFound(entity: string, ids: string[], found: { id: string }[]): void {
  const missing = ids.filter((id) => !found.some((row) => row.id === id));
  if (missing.length > 0) throw new AppError("conflict", `Unknown ${entity}: ${missing.join(", ")}`);
}
