import type { Context } from "@/lib/domain/context";
import { claimFile } from "@/lib/domain/files/claim-file";
import { openStatuses } from "@/lib/domain/files/file";
import { processFile } from "@/lib/domain/files/process-file";
import type { Household } from "./harness";

export const embedding = "local/hash-256";

export const aFolder = ({ api }: Household, name: string, more: object = {}) =>
  api.folders.createFolder({ body: { name, embedding, ...more } });

/** Uploads a text and waits for nothing. */
export const upload = (
  { api }: Household,
  folder_id: string,
  name: string,
  text: BlobPart,
  query: { duplicate_handling?: "skip" | "error" | "suffix" | "replace"; name?: string } = {},
  type = "",
) =>
  api.folders.uploadFileToFolder({
    params: { folder_id },
    query,
    body: { file: new File([text], name, { type }) },
  });

/** As the worker does that is given a file's job. */
export const claim = ({ db, actor: { organizationId } }: Context, file_id: string) =>
  claimFile(db, { file_id, organization_id: organizationId });

/** Processes all files that wait, as the server does beside its requests. */
export async function processFiles(ctx: Context, more: Partial<Context> = {}): Promise<void> {
  for (;;) {
    const waiting = await ctx.db.file.findFirst({
      where: { organization_id: ctx.actor.organizationId, processing_status: { in: openStatuses } },
      orderBy: { created_at: "asc" },
    });
    const file = waiting && (await claim(ctx, waiting.id));
    if (!file) return;
    const actor = { ...ctx.actor, type: "system" as const, id: null };
    await processFile({ ...ctx, ...more, actor }, file, new AbortController().signal);
  }
}

/** Uploads a text and processes it. */
export async function aFile(world: Household, folderId: string, name: string, text: BlobPart) {
  const { id } = await upload(world, folderId, name, text);
  await processFiles(world.ctx);
  return id;
}
