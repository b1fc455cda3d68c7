import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { findRun } from "./run";

/** @throws AppError always: spans are sent to a collector, if one is configured, and not kept here */
export async function runTrace(ctx: Context, id: string): Promise<never> {
  await findRun(ctx, id);
  throw new AppError(
    "not_implemented",
    "No trace store is configured; the trace of each step shows its model call",
  );
}
