import { AppError } from "@/lib/shared/errors";
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

/**
 * @throws AppError `not_found` for an unknown folder or cursor; `invalid_argument` for more text than fits an answer
 */
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
    ? await boundedTexts(
        ctx,
        rows.map(({ id }) => id),
      )
    : new Map<string, string>();
  return rows.map((row) => toFile(row, texts.get(row.id) ?? null));
}

/** The longest text of one file fits. */
const textBytesMax = 64 * 1024 * 1024;

/** Asks for the size first: the texts are in memory several times until they are sent. */
async function boundedTexts(ctx: Context, ids: string[]): Promise<Map<string, string>> {
  const [{ bytes }] = await ctx.db.$queryRaw<[{ bytes: bigint }]>`
    select coalesce(sum(octet_length(text)), 0) as bytes
    from file_contents
    where organization_id = ${ctx.actor.organizationId}
      and file_id = any(${ids})`;
  if (Number(bytes) <= textBytesMax) return textsOf(ctx, ids);
  const mb = (size: number) => Math.ceil(size / 1024 / 1024);
  throw new AppError(
    "invalid_argument",
    `The texts of these files are ${mb(Number(bytes))} MB, and an answer holds ${mb(textBytesMax)} MB; ask for fewer files with limit, or for one`,
  );
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
