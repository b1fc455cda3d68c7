import type { RunModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import type { RunInput } from "./run-input";

/** What the request said of itself that began a run. The run outlives it, and may go on in another process. */
export type RunOrigin = Pick<Context, "traceId" | "requestId"> & { billing: Context["billing"] | null };

export const originOf = ({ traceId, requestId, billing }: Context): RunOrigin => ({
  traceId,
  requestId,
  billing: billing ?? null,
});

/** The context of a run, whose steps and traces are told under the request that began it. */
export function withOrigin(ctx: Context, { input }: Pick<RunModel, "input">): Context {
  const { origin } = (input ?? {}) as unknown as Partial<RunInput>;
  if (!origin) return ctx;
  const { traceId, requestId, billing } = origin;
  return { ...ctx, traceId, requestId, billing: billing ?? undefined };
}
