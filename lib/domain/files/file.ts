import type { z } from "zod";
import type { FileMetadata, FileProcessingStatus } from "@/lib/contract/folders/schemas";
import type { File as FileRow, Folder as FolderRow } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { FileRow };
export type FileBody = z.input<typeof FileMetadata>;

/** Of a file that is not done. */
export const openStatuses = ["pending", "parsing", "embedding"];

/** Larger uploads are kept as a name with an error. */
export const fileSizeBytesMax = 50 * 1024 * 1024;

/** The wire's file; its text comes along where it is asked for. */
export const toFile = (row: FileRow, content: string | null = null): FileBody => ({
  ...row,
  source_id: row.folder_id,
  file_path: null,
  processing_status: row.processing_status as FileProcessingStatus,
  content,
});

/** A file's name as agents know it: behind its folder. */
export const pathOf = (folder: Pick<FolderRow, "name">, file: Pick<FileRow, "file_name">) =>
  `${folder.name}/${file.file_name}`;

/** @throws AppError `not_found` also for a file of another folder */
export async function findFile(ctx: Context, folderId: string, id: string): Promise<FileRow> {
  const where = { id, folder_id: folderId, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.file.findFirst({ where });
  if (!row) throw notFound("File", id);
  return row;
}

/** The texts of these files; files that are not read yet have none. */
export async function textsOf(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.fileContent.findMany({
    where: { file_id: { in: ids }, organization_id: ctx.actor.organizationId },
    select: { file_id: true, text: true },
  });
  return new Map(rows.map(({ file_id, text }) => [file_id, text]));
}
