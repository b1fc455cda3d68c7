import type { Context } from "../context";
import { findFolder } from "../folders/folder";
import { listPage, type Page } from "../list-page";
import { expireFiles } from "./expire-files";
import { type FileBody, findFile, textsOf, toFile } from "./file";

interface Options {
  include_content: boolean;
  /** Whether files that nobody works on any more are given up first. Default: yes. */
  check_status_updates?: boolean;
}

/** @throws AppError `not_found` for an unknown folder or cursor */
export async function listFiles(
  ctx: Context,
  folderId: string,
  page: Page,
  { include_content, check_status_updates = true }: Options,
): Promise<FileBody[]> {
  await findFolder(ctx, folderId);
  if (check_status_updates) await expireFiles(ctx, folderId);
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: { folder_id: folderId, organization_id: organizationId, is_deleted: false },
    organizationId,
    page,
    defaultLimit: 1000,
    unknownCursor: 404,
    entity: "File",
    find: (query) => ctx.db.file.findMany(query),
  });
  const texts = include_content
    ? await textsOf(
        ctx,
        rows.map(({ id }) => id),
      )
    : new Map<string, string>();
  return rows.map((row) => toFile(row, texts.get(row.id) ?? null));
}

/** @throws AppError `not_found` */
export async function getFile(
  ctx: Context,
  { folderId, fileId }: { folderId: string; fileId: string },
  { include_content }: Options,
): Promise<FileBody> {
  await expireFiles(ctx, folderId);
  const row = await findFile(ctx, folderId, fileId);
  const texts = include_content ? await textsOf(ctx, [fileId]) : null;
  return toFile(row, texts?.get(fileId) ?? null);
}
