import type { z } from "zod";
import type { RunMetrics } from "@/lib/contract/runs/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { findRun, toNumber } from "./run";

/** @throws AppError `not_found` also for a run that has not begun */
export async function runMetrics(ctx: Context, id: string): Promise<z.input<typeof RunMetrics>> {
  const run = await findRun(ctx, id);
  if (run.run_start_ns === null) throw new AppError("not_found", `Metrics of run '${id}' not found`);
  return {
    id: run.id,
    agent_id: run.agent_id,
    project_id: run.project_id,
    run_start_ns: toNumber(run.run_start_ns),
    run_ns: toNumber(run.total_duration_ns),
    num_steps: run.num_steps,
    tools_used: [...new Set(run.tools_used)],
    template_id: run.template_id,
    base_template_id: run.base_template_id,
  };
}
