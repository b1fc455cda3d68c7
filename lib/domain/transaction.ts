import { Prisma, type PrismaClient } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "./context";

/**
 * Runs `work` in one transaction, or inside the caller's. Only pass the given context on: on the embedded database
 * a query outside the transaction waits for its end.
 * @throws AppError `conflict` for a unique or foreign key violation, `not_found` for a row that is gone
 */
export async function transaction<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  if (ctx.isInTransaction) return work(ctx);
  try {
    const result = await (ctx.db as PrismaClient).$transaction(
      (db) => work({ ...ctx, db, isInTransaction: true }),
      { maxWait: 30_000, timeout: 60_000 },
    );
    ctx.activity.announce(ctx.actor.organizationId);
    return result;
  } catch (error) {
    throw translated(error);
  }
}

function translated(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return error;
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
    case "P2034":
      return new AppError("conflict", "Another change of the same object came first; try again", {
        cause: error,
      });
    default:
      return error;
  }
}
