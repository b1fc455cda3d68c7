import type { z } from "zod";
import type { UsageStatistics } from "@/lib/contract/runs/schemas";
import type { Context } from "../context";
import { findRun } from "./run";

/** Tokens of all steps of a run; details are null where no step reported any. */
export async function runUsage(ctx: Context, id: string): Promise<z.input<typeof UsageStatistics>> {
  await findRun(ctx, id);
  const { _sum: sum } = await ctx.db.step.aggregate({
    where: { run_id: id, organization_id: ctx.actor.organizationId },
    _sum: {
      completion_tokens: true,
      prompt_tokens: true,
      total_tokens: true,
      cached_input_tokens: true,
      cache_write_tokens: true,
      reasoning_tokens: true,
    },
  });
  const { cached_input_tokens: cached, cache_write_tokens: written, reasoning_tokens } = sum;
  return {
    completion_tokens: sum.completion_tokens ?? 0,
    prompt_tokens: sum.prompt_tokens ?? 0,
    total_tokens: sum.total_tokens ?? 0,
    prompt_tokens_details:
      cached === null && written === null
        ? null
        : { cached_tokens: cached, cache_read_tokens: cached, cache_creation_tokens: written },
    completion_tokens_details: reasoning_tokens === null ? null : { reasoning_tokens },
  };
}
