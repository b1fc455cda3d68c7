import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { FileLost, updateClaimed } from "./claim-file";
import { embedFile } from "./embed-file";
import type { FileRow } from "./file";
import { readFile } from "./read-file";

const attemptsMax = 3;

/**
 * Reads and embeds one claimed file. Each part of the work is stored in a transaction of its own, and a file that is
 * taken up again goes on behind the last one. Never throws: what goes wrong becomes the file's state.
 * @returns whether the file must be taken up again later
 */
export async function processFile(ctx: Context, file: FileRow, signal: AbortSignal): Promise<boolean> {
  try {
    if (file.attempts > attemptsMax)
      throw new AppError("invalid_argument", "Processing was interrupted several times and was given up");
    if (file.processing_status !== "embedding") await readFile(ctx, file, signal);
    signal.throwIfAborted();
    await embedFile(ctx, file, signal);
    await updateClaimed(ctx, file, { processing_status: "completed", claimed_by: null });
    ctx.log.info({ file_id: file.id }, "file processed");
    return false;
  } catch (error) {
    if (!(error instanceof FileLost)) return giveBack(ctx, file, signal.aborted ? "stopped" : error);
    ctx.log.info({ file_id: file.id }, error.message);
    return false;
  } finally {
    ctx.activity.announce(file.organization_id);
  }
}

/** The server stops: the file waits, and the attempt does not count. The embedding model is away: it is tried again. */
async function giveBack(ctx: Context, file: FileRow, error: unknown): Promise<boolean> {
  const isStopped = error === "stopped";
  const isAway = error instanceof AppError && error.code === "unavailable" && file.attempts < attemptsMax;
  const end = isStopped
    ? { attempts: { decrement: 1 } }
    : !isAway && { processing_status: "error", error_message: publicReason(ctx, file, error) };
  const isSettled = await updateClaimed(ctx, file, { claimed_by: null, ...end }).then(
    () => true,
    (lost) => {
      ctx.log.warn({ file_id: file.id, error: lost }, "the state of a file could not be stored");
      return lost instanceof FileLost;
    },
  );
  return isStopped || isAway || !isSettled;
}

function publicReason(ctx: Context, file: FileRow, error: unknown): string {
  if (error instanceof AppError) return error.message;
  ctx.log.error({ file_id: file.id, error }, "file could not be processed");
  return "The file could not be processed because of an internal error";
}
