import type { z } from "zod";
import type { StepMetrics } from "@/lib/contract/steps/schemas";
import type { Context } from "../context";
import { findStep } from "./step";

/** What a step took, in nanoseconds. */
export async function stepMetrics(ctx: Context, id: string): Promise<z.input<typeof StepMetrics>> {
  const step = await findStep(ctx, id);
  const toNumber = (value: bigint | null) => (value === null ? null : Number(value));
  return {
    id: step.id,
    provider_id: step.provider_id,
    run_id: step.run_id,
    agent_id: step.agent_id,
    step_start_ns: toNumber(step.step_start_ns),
    llm_request_start_ns: toNumber(step.llm_request_start_ns),
    llm_request_ns: toNumber(step.llm_request_ns),
    tool_execution_ns: toNumber(step.tool_execution_ns),
    step_ns: toNumber(step.step_ns),
    base_template_id: step.base_template_id,
    template_id: step.template_id,
    project_id: step.project_id,
  };
}
