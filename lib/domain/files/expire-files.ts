import type { Context } from "../context";
import { openStatuses } from "./file";

const silenceMsMax = 30 * 60_000;

/** Gives up files of a folder that nobody has worked on for half an hour. Whoever lists files asks for this first. */
export async function expireFiles(ctx: Context, folderId: string): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - silenceMsMax);
  await ctx.db.file.updateMany({
    where: {
      organization_id: ctx.actor.organizationId,
      folder_id: folderId,
      processing_status: { in: openStatuses },
      updated_at: { lt: before },
    },
    data: {
      processing_status: "error",
      error_message: "Processing took longer than 30 minutes",
      claimed_by: null,
    },
  });
}
