import type { Prisma } from "@/lib/generated/prisma/client";
import type { SummaryCall } from "@/lib/runtime/compaction/port";
import type { CompactionRules } from "@/lib/runtime/compaction/rules";
import type { Context } from "../context";
import { keptTrace } from "../runs/kept-trace";

export type PackedTrace = Prisma.ProviderTraceCreateManyInput;

interface Place {
  agentId: string;
  agentTags: string[];
  runId: string | null;
  stepId: string | null;
}

/** The calls of summarisers as rows; packed before a transaction begins, since that takes a while. */
export async function summaryTraces(
  ctx: Context,
  calls: SummaryCall[],
  { agentId, agentTags, runId, stepId, rules }: Place & { rules: CompactionRules },
): Promise<PackedTrace[]> {
  const packed = await Promise.all(
    calls.map(async ({ config, trace }) => ({ config, bodies: trace && (await keptTrace(ctx, trace)) })),
  );
  return packed.flatMap(({ config, bodies }) => {
    if (!bodies) return [];
    return {
      id: ctx.ids.next("provider_trace"),
      organization_id: ctx.actor.organizationId,
      step_id: stepId,
      run_id: runId,
      agent_id: agentId,
      agent_tags: agentTags,
      call_type: "summarization",
      ...bodies,
      llm_config: config as unknown as Prisma.InputJsonValue,
      compaction_settings: rules as unknown as Prisma.InputJsonValue,
      created_by_id: ctx.actor.userId,
    };
  });
}

export async function insertSummaryTraces(tx: Context, traces: PackedTrace[]): Promise<void> {
  if (traces.length > 0) await tx.db.providerTrace.createMany({ data: traces });
}
