import { z } from "zod";
import { orNull } from "../common";

export const RunOverview = z
  .object({
    run_id: z.string(),
    agent_name: orNull(z.string()),
    /** The beginning of what the run was asked; null for a run that only goes on or decides. */
    input: orNull(z.string()),
    step_count: z.int(),
    prompt_tokens: z.int(),
    completion_tokens: z.int(),
    /** The sum of the steps; null when the price of a model that was called is not known. */
    cost_usd: orNull(z.number()),
    /** In their order; null where the price was not known. */
    step_costs: z.array(z.object({ step_id: z.string(), cost_usd: orNull(z.number()) })),
    /** Handles of the models that were called. */
    models: z.array(z.string()),
    /** Names of the tools that were called. */
    tools: z.array(z.string()),
  })
  .meta({ id: "MnemeRunOverview" });
export type RunOverview = z.output<typeof RunOverview>;

export const Usage = z
  .object({
    /** Of the block or the tool. */
    id: z.string(),
    agent_count: z.int(),
    /** The first of them by name. */
    agents: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: "MnemeUsage" });
export type Usage = z.output<typeof Usage>;
