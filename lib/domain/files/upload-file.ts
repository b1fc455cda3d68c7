import { createHash } from "node:crypto";
import type { DuplicateFileHandling } from "@/lib/contract/folders/schemas";
import { mediaTypeOf, typeFamilies } from "@/lib/runtime/files/file-types";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { findFolder, lockFolder } from "../folders/folder";
import { transaction } from "../transaction";
import { deleteFileRow } from "./delete-file";
import { enqueueFiles } from "./enqueue-files";
import { type FileBody, type FileRow, fileSizeBytesMax, toFile } from "./file";
import { cleanName, suffixedName } from "./file-name";

interface Upload {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** Taken as it is in place of the upload's own name. */
  givenName?: string;
  duplicates: DuplicateFileHandling;
}

/** A piece of an upload in the database; a query with all of a large file would need several times its memory. */
const partSizeBytes = 4 * 1024 * 1024;

/**
 * Takes a file into a folder. It is stored when this returns, and read and embedded after that, also over a restart.
 * @throws AppError 415 for a type that cannot be read, `invalid_argument` for a bad or, if asked so, a taken name
 */
export async function uploadFile(
  ctx: Context,
  folderId: string,
  upload: Upload,
): Promise<{ file: FileBody; isSkipped: boolean }> {
  await findFolder(ctx, folderId);
  const name = upload.givenName || cleanName(upload.name);
  const type = mediaTypeOf(upload.type, name);
  if (!type)
    throw new AppError("invalid_argument", `Files of this type are not read. Upload ${typeFamilies}.`, {
      status: 415,
    });
  const stored = await transaction(ctx, async (tx) => {
    await lockFolder(tx, folderId);
    const existing = await tx.db.file.findMany({
      where: { folder_id: folderId, organization_id: tx.actor.organizationId, is_deleted: false },
      select: { id: true, file_name: true, original_file_name: true },
      orderBy: { created_at: "asc" },
    });
    const place = await placeFor(tx, name, existing, upload.duplicates);
    if ("skipped" in place) return { skipped: place.skipped };
    return {
      file: await insertFile(tx, { folderId, name: place.name, original: name, type, bytes: upload.bytes }),
    };
  });
  if (stored.skipped) return { file: toFile(await rowOf(ctx, stored.skipped)), isSkipped: true };
  ctx.queue.wake("process_file");
  return { file: toFile(stored.file as FileRow), isSkipped: false };
}

type Existing = Pick<FileRow, "id" | "file_name" | "original_file_name">;

async function placeFor(
  tx: Context,
  name: string,
  existing: Existing[],
  duplicates: DuplicateFileHandling,
): Promise<{ name: string } | { skipped: string }> {
  const same = existing.filter(({ original_file_name }) => original_file_name === name);
  const twin = same.find(({ file_name }) => file_name === name) ?? same[0];
  const taken = new Set(existing.map(({ file_name }) => file_name));
  if (!twin) return { name: taken.has(name) ? suffixedName(name, taken) : name };
  switch (duplicates) {
    case "suffix":
      return { name: suffixedName(name, taken) };
    case "error":
      throw new AppError("invalid_argument", `A file named '${name}' already exists in the folder`);
    case "skip":
      return { skipped: twin.id };
    case "replace":
      await deleteFileRow(tx, twin.id);
      return { name: twin.file_name ?? name };
  }
}

interface NewFile {
  folderId: string;
  name: string;
  original: string;
  type: string;
  bytes: Uint8Array;
}

async function insertFile(tx: Context, { folderId, name, original, type, bytes }: NewFile): Promise<FileRow> {
  const isTooLarge = bytes.byteLength > fileSizeBytesMax;
  const now = tx.clock.now();
  const row = await tx.db.file.create({
    data: {
      id: tx.ids.next("file"),
      organization_id: tx.actor.organizationId,
      folder_id: folderId,
      file_name: name,
      original_file_name: original,
      file_type: type,
      file_size: bytes.byteLength,
      file_creation_date: now.toISOString(),
      file_last_modified_date: now.toISOString(),
      processing_status: isTooLarge ? "error" : "parsing",
      error_message: isTooLarge ? `The file is larger than ${fileSizeBytesMax / 1024 / 1024} MB` : null,
      content_sha256: createHash("sha256").update(bytes).digest("hex"),
      created_by_id: tx.actor.userId,
      last_updated_by_id: tx.actor.userId,
      created_at: now,
    },
  });
  if (isTooLarge) return row;
  await insertParts(tx, row.id, bytes);
  await enqueueFiles(tx, [row]);
  return row;
}

async function insertParts(tx: Context, file_id: string, bytes: Uint8Array): Promise<void> {
  for (let start = 0, position = 0; start < bytes.byteLength; start += partSizeBytes, position++)
    await tx.db.filePart.create({
      data: {
        organization_id: tx.actor.organizationId,
        file_id,
        position,
        bytes: new Uint8Array(bytes.subarray(start, start + partSizeBytes)),
      },
    });
}

const rowOf = (ctx: Context, id: string) =>
  ctx.db.file.findFirstOrThrow({ where: { id, organization_id: ctx.actor.organizationId } });
