import type { z } from "zod";
import type { Source } from "@/lib/contract/sources/schemas";
import type { Folder as FolderRow } from "@/lib/generated/prisma/client";

type SourceBody = z.input<typeof Source>;

/** A folder as both of its names answer: a source's fields are a folder's and one more. */
export const toSource = (row: FolderRow): SourceBody => ({
  ...row,
  metadata: row.metadata as SourceBody["metadata"],
  embedding_config: row.embedding_config as unknown as SourceBody["embedding_config"],
  vector_db_provider: row.vector_db_provider as SourceBody["vector_db_provider"],
});
