import type { Prisma } from "@/lib/generated/prisma/client";
import type { SummaryCall } from "@/lib/runtime/compaction/port";
import type { Context } from "../context";
import { stepCost } from "../prices/step-cost";

export type SummaryCallRow = Prisma.SummaryCallCreateManyInput;

interface Place {
  agentId: string;
  runId: string | null;
  stepId: string | null;
}

/** The calls of summarisers with what each of them cost; prices are looked up before a transaction begins. */
export async function summaryCalls(
  ctx: Context,
  calls: SummaryCall[],
  { agentId, runId, stepId }: Place,
): Promise<SummaryCallRow[]> {
  const rows = calls.map(async ({ config, usage }) => ({
    id: ctx.ids.next("summary_call"),
    organization_id: ctx.actor.organizationId,
    agent_id: agentId,
    run_id: runId,
    step_id: stepId,
    model: config.model,
    model_handle: config.handle ?? null,
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.total,
    cached_input_tokens: usage.cachedInput,
    cache_write_tokens: usage.cacheWrite,
    cost_micros: await stepCost(ctx, config, usage),
    created_at: ctx.clock.now(),
  }));
  return Promise.all(rows);
}
