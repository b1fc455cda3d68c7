import type { PassageCreateRequest } from "@/lib/contract/archives/schemas";
import { AppError } from "@/lib/shared/errors";
import { boundInZone } from "@/lib/shared/zoned-time";
import type { Context } from "../context";
import { embedTexts } from "../passages/embed-texts";
import { assertEmbeddable, insertPassages } from "../passages/insert-passages";
import { toPassages } from "../passages/passage";
import { embeddingConfigOf, findArchive } from "./archive";

/**
 * Adds passages to an archive, all or none, in the given order.
 * @throws AppError for an unreadable time, a text that is too long, or an embedding model that does not answer
 */
export async function insertArchivePassages(
  ctx: Context,
  archiveId: string,
  requests: PassageCreateRequest[],
) {
  const archive = await findArchive(ctx, archiveId);
  for (const { text } of requests) assertEmbeddable(ctx, text);
  const passages = requests.map((request) => ({ ...request, created_at: moment(request.created_at) }));
  const config = embeddingConfigOf(archive);
  const texts = passages.map(({ text }) => text);
  const embedded = config ? { config, vectors: await embedTexts(ctx, config, texts) } : null;
  return toPassages(ctx, await insertPassages(ctx, archive.id, passages, embedded));
}

function moment(text: string | null | undefined): Date | null {
  if (!text) return null;
  const date = boundInZone(text, "UTC", "start");
  if (date) return date;
  throw new AppError(
    "invalid_argument",
    `Invalid created_at: '${text}' is not an ISO 8601 date or date-time`,
  );
}
