import { setImmediate } from "node:timers/promises";
import { chunkText } from "@/lib/runtime/files/chunk-text";
import { fileKind } from "@/lib/runtime/files/file-types";
import type { EmbeddingConfig } from "@/lib/runtime/model-config";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { findFolder, folderEmbedding, lockFolder } from "../folders/folder";
import { embedTexts } from "../passages/embed-texts";
import { transaction } from "../transaction";
import { updateClaimed } from "./claim-file";
import { type FileRow, textsOf } from "./file";
import { insertChunks } from "./insert-chunks";

const chunkTokensDefault = 300;
/** Beyond these a folder's setting makes no passages that a model could find. */
const chunkTokensMin = 8;
const chunkTokensMax = 8_192;
const overlapTokens = 50;
const batchSize = 32;
const parallelBatches = 3;

/**
 * Stores a file's text as passages with vectors. Chunks are the same every time and stored in order, a group with the
 * count of all before it in one transaction, so work that was interrupted goes on where it stopped.
 * @throws AppError `unavailable` when the embedding model does not answer
 */
export async function embedFile(ctx: Context, file: FileRow, signal: AbortSignal): Promise<void> {
  const config = folderEmbedding(await findFolder(ctx, file.folder_id));
  const text = (await textsOf(ctx, [file.id])).get(file.id) ?? "";
  const chunks = await chunksOf(ctx, file, text, config, signal);
  if (chunks.length === 0) throw new AppError("invalid_argument", "No text was found in the file");
  await updateClaimed(ctx, file, { total_chunks: chunks.length });
  const groupSize = batchSize * parallelBatches;
  for (let start = file.chunks_embedded ?? 0; start < chunks.length; start += groupSize) {
    signal.throwIfAborted();
    const group = chunks.slice(start, start + groupSize);
    const vectors = config && (await vectorsOf(ctx, config, group, signal));
    await transaction(ctx, async (tx) => {
      await lockFolder(tx, file.folder_id);
      // Work that gets on is not what ends the process, however often it is interrupted.
      await updateClaimed(tx, file, { chunks_embedded: start + group.length, attempts: 1 });
      await insertChunks(tx, file, { start, texts: group, config, vectors });
    });
  }
}

/** Lets other work have its turn now and then: a long text takes seconds to cut. */
async function chunksOf(
  ctx: Context,
  file: FileRow,
  text: string,
  config: EmbeddingConfig | null,
  signal: AbortSignal,
): Promise<string[]> {
  const wanted = config?.embedding_chunk_size ?? chunkTokensDefault;
  const sizeTokens = Math.min(Math.max(wanted, chunkTokensMin), chunkTokensMax);
  const chunks: string[] = [];
  const options = {
    kind: fileKind(file.original_file_name ?? file.file_name ?? "", file.file_type),
    sizeTokens,
    overlapTokens: Math.min(overlapTokens, Math.floor(sizeTokens / 4)),
    countTokens: ctx.countTokens,
  };
  for (const chunk of chunkText(text, options)) {
    chunks.push(chunk);
    if (chunks.length % 20 === 0) await setImmediate();
    signal.throwIfAborted();
  }
  return chunks;
}

async function vectorsOf(ctx: Context, config: EmbeddingConfig, texts: string[], signal: AbortSignal) {
  const batches: string[][] = [];
  for (let start = 0; start < texts.length; start += batchSize)
    batches.push(texts.slice(start, start + batchSize));
  return (await Promise.all(batches.map((batch) => embedTexts(ctx, config, batch, { signal })))).flat();
}
