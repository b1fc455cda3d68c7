import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { type FileRow, openStatuses } from "./file";

/** A process that has not renewed its lease for this long is taken for dead, and its file is taken over. */
export const FILE_LEASE_MS = 30_000;
export const FILE_LEASE_RENEWAL_MS = 10_000;

/** Someone else has the file now, or it was deleted: whatever was meant to be written must not be. */
export class FileLost extends Error {
  constructor(id: string) {
    super(`File '${id}' is no longer ours to process`);
    this.name = "FileLost";
  }
}

/**
 * Takes the file that has waited longest, of any organisation; null when none waits. Each claim has an owner's name of
 * its own: a process may take up a file again that earlier work of its still has in hand.
 */
export async function claimFile(db: Context["db"], owner: string, now: Date): Promise<FileRow | null> {
  const [claimed] = await db.$queryRaw<{ id: string }[]>(longestWaiting(`${owner}/${randomUUID()}`, now));
  return claimed ? db.file.findUnique({ where: { id: claimed.id } }) : null;
}

/** One statement, so that two processes never take the same file. */
const longestWaiting = (owner: string, now: Date) => Prisma.sql`
  update files
  set lease_owner = ${owner},
      lease_expires_at = ${new Date(now.getTime() + FILE_LEASE_MS)},
      attempts = attempts + 1,
      updated_at = ${now}
  where id = (
    select id
    from files
    where processing_status = any(${openStatuses})
      and (lease_expires_at is null or lease_expires_at < ${now})
      and not is_deleted
    order by created_at, id
    limit 1
    for update skip locked
  )
  returning id`;

export const renewLeases = (db: Context["db"], owners: string[], now: Date) =>
  db.file.updateMany({
    where: { lease_owner: { in: owners }, processing_status: { in: openStatuses } },
    data: { lease_expires_at: new Date(now.getTime() + FILE_LEASE_MS) },
  });

/** Ends the leases of processes that cannot be alive, since this one has the embedded database to itself. */
export const releaseLeases = (db: Context["db"]) =>
  db.file.updateMany({
    where: { processing_status: { in: openStatuses }, lease_owner: { not: null } },
    data: { lease_owner: null, lease_expires_at: null },
  });

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
      lease_owner: file.lease_owner,
      processing_status: { in: openStatuses },
    },
    data,
  });
  if (count === 0) throw new FileLost(file.id);
}

/** For work that is over, one way or the other. */
export const released = { lease_owner: null, lease_expires_at: null };
