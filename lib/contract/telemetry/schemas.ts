import { z } from "zod";
import { datetime, orNull } from "../common";

export const BillingContext = z
  .object({
    plan_type: orNull(z.string()),
    cost_source: orNull(z.string()),
    customer_id: orNull(z.string()),
  })
  .meta({ id: "BillingContext" });
export type BillingContext = z.output<typeof BillingContext>;

export const ProviderTrace = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: datetime,
    updated_at: orNull(datetime),
    id: z.string(),
    request_json: z.record(z.string(), z.unknown()),
    response_json: z.record(z.string(), z.unknown()),
    step_id: orNull(z.string()),
    agent_id: orNull(z.string()),
    agent_tags: orNull(z.array(z.string())),
    call_type: orNull(z.string()),
    run_id: orNull(z.string()),
    source: orNull(z.string()),
    org_id: orNull(z.string()),
    compaction_settings: orNull(z.record(z.string(), z.unknown())),
    llm_config: orNull(z.record(z.string(), z.unknown())),
    billing_context: orNull(BillingContext),
  })
  .meta({ id: "ProviderTrace" });
export type ProviderTrace = z.output<typeof ProviderTrace>;
