import type { Context } from "../context";
import { openStatuses } from "./file";

/** Stores the work on these files. Wake the queue when the transaction is over. */
export const enqueueFiles = (
  { queue, db }: Pick<Context, "queue" | "db">,
  files: { id: string; organization_id: string }[],
): Promise<void> =>
  queue.enqueue(
    db,
    "process_file",
    files.map(({ id, organization_id }) => ({ key: id, payload: { file_id: id, organization_id } })),
  );

const PAGE = 500;

/**
 * Stores the work on all files that are not done and that nobody has touched since `before`: a database that was
 * restored from a backup knows the files, but not the jobs.
 */
export async function enqueueOpenFiles(
  { queue, db }: Pick<Context, "queue" | "db">,
  before: Date,
): Promise<void> {
  for (let after = ""; ; ) {
    const files = await db.file.findMany({
      where: {
        id: { gt: after },
        processing_status: { in: openStatuses },
        updated_at: { lt: before },
        is_deleted: false,
      },
      select: { id: true, organization_id: true },
      orderBy: { id: "asc" },
      take: PAGE,
    });
    await enqueueFiles({ queue, db }, files);
    if (files.length < PAGE) return;
    after = files[PAGE - 1].id;
  }
}
