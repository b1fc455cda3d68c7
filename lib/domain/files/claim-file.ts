import { randomUUID } from "node:crypto";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { type FileRow, openStatuses } from "./file";

/** Someone else has the file now, or it was deleted: whatever was meant to be written must not be. */
export class FileLost extends Error {
  constructor(id: string) {
    super(`File '${id}' is no longer ours to process`);
    this.name = "FileLost";
  }
}

/**
 * Takes a file that is not done, also from whoever has it: the queue gives the work to one process at a time, so a
 * former one is dead, or so slow that it was taken for it, and finds out with its next write. Each claim has a name of
 * its own, for a process may take up a file again that earlier work of its still has in hand.
 * @returns null for a file that is done or gone
 */
export async function claimFile(
  db: Context["db"],
  { file_id, organization_id }: { file_id: string; organization_id: string },
): Promise<FileRow | null> {
  const [claimed] = await db.file.updateManyAndReturn({
    where: { id: file_id, organization_id, processing_status: { in: openStatuses }, is_deleted: false },
    data: { claimed_by: randomUUID(), attempts: { increment: 1 } },
  });
  return claimed ?? null;
}

/**
 * Changes a file that this process works on. A state that is final never changes again.
 * @throws FileLost
 */
export async function updateClaimed(
  ctx: Context,
  file: FileRow,
  data: Prisma.FileUpdateManyMutationInput,
): Promise<void> {
  const { count } = await ctx.db.file.updateMany({
    where: {
      id: file.id,
      organization_id: file.organization_id,
      claimed_by: file.claimed_by,
      processing_status: { in: openStatuses },
    },
    data,
  });
  if (count === 0) throw new FileLost(file.id);
}
