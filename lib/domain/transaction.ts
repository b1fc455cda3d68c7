import { setTimeout as pause } from "node:timers/promises";
import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "./context";

const triesMax = 4;
const pauseMs = 20;

/**
 * Runs `work` in one transaction, or inside the caller's. Only pass the given context on: on the embedded database
 * a query outside the transaction waits for its end. What Postgres ends because two transactions wait for each other is
 * done again, so `work` must change nothing but rows.
 * @throws AppError `conflict` for a unique or foreign key violation, `not_found` for a row that is gone,
 * `invalid_argument` for a number or a name that does not fit
 */
export async function transaction<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  if (ctx.isInTransaction) return work(ctx);
  for (let tries = 1; ; tries++) {
    try {
      const result = await (ctx.db as PrismaClient).$transaction(
        (db) => work({ ...ctx, db, isInTransaction: true }),
        { maxWait: 30_000, timeout: 60_000 },
      );
      ctx.activity.announce(ctx.actor.organizationId);
      return result;
    } catch (error) {
      if (!isWriteConflict(error) || tries === triesMax) throw translated(error);
      await pause(Math.random() * pauseMs * 2 ** tries);
    }
  }
}

/** A deadlock, or a conflict of snapshots; raw queries report it in other words. */
function isWriteConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2034" || causeOf(error).kind === "TransactionWriteConflict";
}

/** What the database itself said. */
const causeOf = ({ meta }: Prisma.PrismaClientKnownRequestError) =>
  (meta as { driverAdapterError?: { cause?: { kind?: string; originalCode?: string } } } | undefined)
    ?.driverAdapterError?.cause ?? {};

/** A text is longer than an index can hold. */
const TOO_LONG = "54000";

function translated(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return error;
  if (isWriteConflict(error))
    return new AppError("conflict", "Another change of the same object came first; try again", {
      transient: true,
      cause: error,
    });
  if (causeOf(error).originalCode === TOO_LONG)
    return new AppError("invalid_argument", "A name or another short text is too long", { cause: error });
  switch (error.code) {
    case "P2002":
      return new AppError("conflict", "An object with these values exists already", { cause: error });
    case "P2003":
      return new AppError(
        "conflict",
        "The change names an object that does not exist, or that others depend on",
        {
          cause: error,
        },
      );
    case "P2025":
      return new AppError("not_found", "The object was deleted meanwhile", { cause: error });
    case "P2020":
      return new AppError("invalid_argument", "A number is larger than its field can hold", { cause: error });
    default:
      return error;
  }
}
