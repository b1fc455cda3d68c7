import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { usdOf } from "../prices/price";
import { findStep, type StepRow } from "../steps/step";
import { stepTrace } from "../steps/step-trace";
import { contextSections, knownIds } from "./context-sections";
import { readRequest } from "./read-request";

/**
 * The request that a step sent, as it was sent, in sections.
 * @throws AppError `not_found` for a missing step, or one without a request: it called no model, or it failed
 */
export async function stepContext(ctx: Context, stepId: string): Promise<MnemeContextView> {
  const step = await findStep(ctx, stepId);
  const [trace, ids] = await Promise.all([stepTrace(ctx, stepId), knownIds(ctx, step.agent_id)]);
  if (!trace) throw new AppError("not_found", `No request was kept for step '${stepId}'`);
  const request = readRequest(trace.request_json as Record<string, unknown>);
  return {
    agent_id: step.agent_id,
    step_id: step.id,
    run_id: step.run_id,
    model: step.model_handle ?? step.model,
    context_window: step.context_window_limit,
    ...contextSections(ctx, request, ids),
    provider_usage: usageOf(step),
    parameters: request.parameters,
  };
}

/** Null when the provider counted nothing. */
const usageOf = (step: StepRow) =>
  step.total_tokens === 0
    ? null
    : {
        prompt_tokens: step.prompt_tokens,
        completion_tokens: step.completion_tokens,
        cached_input_tokens: step.cached_input_tokens,
        cache_write_tokens: step.cache_write_tokens,
        reasoning_tokens: step.reasoning_tokens,
        cost_usd: usdOf(step.cost_micros),
      };
