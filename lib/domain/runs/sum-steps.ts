import type { RunModel } from "@/lib/generated/prisma/models";
import type { RunUsage } from "@/lib/runtime/events";
import { addUsage, emptyUsage } from "@/lib/runtime/turn";
import type { Context } from "../context";

/**
 * What the model calls of a run's ended steps used, whichever process made them, and when the first one began to answer.
 * A step whose tools are still running is whoever's that finishes it.
 */
export async function sumSteps(
  ctx: Context,
  run: Pick<RunModel, "id" | "organization_id">,
): Promise<{ usage: RunUsage; firstPartNs: number | null }> {
  const steps = await ctx.db.step.findMany({
    where: {
      run_id: run.id,
      organization_id: run.organization_id,
      total_tokens: { gt: 0 },
      status: { not: "pending" },
    },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });
  const usage = emptyUsage();
  for (const step of steps)
    addUsage(usage, {
      input: step.prompt_tokens,
      output: step.completion_tokens,
      total: step.total_tokens,
      cachedInput: step.cached_input_tokens,
      cacheWrite: step.cache_write_tokens,
      reasoning: step.reasoning_tokens,
    });
  const [first] = steps;
  const firstPartNs =
    first && first.llm_request_start_ns !== null && first.ttft_ns !== null
      ? Number(first.llm_request_start_ns + first.ttft_ns)
      : null;
  return { usage, firstPartNs };
}
