import type { z } from "zod";
import type { DuplicateFileHandling } from "@/lib/contract/folders/schemas";
import type { Context } from "@/lib/domain/context";
import { uploadFile } from "@/lib/domain/files/upload-file";
import { serializer } from "../serialize";

interface Query {
  name?: string;
  duplicate_handling: DuplicateFileHandling;
}

/** Takes an upload; an answer that is about an older file of the same name says so in a header. */
export async function receiveFile(
  ctx: Context,
  folderId: string,
  file: File,
  query: Query,
  schema: z.ZodType,
) {
  const stored = await uploadFile(ctx, folderId, {
    name: file.name,
    type: file.type,
    bytes: new Uint8Array(await file.arrayBuffer()),
    givenName: query.name,
    duplicates: query.duplicate_handling,
  });
  if (!stored.isSkipped) return stored.file;
  return Response.json(serializer(schema)(stored.file), { headers: { "X-Upload-Result": "skipped" } });
}
