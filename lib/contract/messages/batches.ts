import { z } from "zod";
import { datetime, id, orNull } from "../common";
import { JobStatus, JobType } from "../jobs/schemas";
import { StopReasonType } from "../runs/stop-reason";
import { LettaRequest } from "./requests";
import { Message } from "./stored";

export const BatchJob = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: datetime,
    updated_at: orNull(datetime),
    status: JobStatus.default("created"),
    completed_at: orNull(datetime),
    stop_reason: orNull(StopReasonType),
    metadata: orNull(z.record(z.string(), z.unknown())),
    job_type: JobType.default("batch"),
    background: orNull(z.boolean()),
    agent_id: orNull(z.string()),
    callback_url: orNull(z.string()),
    callback_sent_at: orNull(datetime),
    callback_status_code: orNull(z.int()),
    callback_error: orNull(z.string()),
    ttft_ns: orNull(z.int()),
    total_duration_ns: orNull(z.int()),
    id: z.string(),
  })
  .meta({ id: "BatchJob" });
export type BatchJob = z.output<typeof BatchJob>;

export const LettaBatchRequest = LettaRequest.extend({ agent_id: id("agent") }).meta({
  id: "LettaBatchRequest",
});
export type LettaBatchRequest = z.output<typeof LettaBatchRequest>;

export const CreateBatch = z
  .object({
    requests: z.array(LettaBatchRequest),
    callback_url: z.string().min(1).max(2083).nullish(),
  })
  .meta({ id: "CreateBatch" });
export type CreateBatch = z.output<typeof CreateBatch>;

export const LettaBatchMessages = z
  .object({
    messages: z.array(Message),
  })
  .meta({ id: "LettaBatchMessages" });
export type LettaBatchMessages = z.output<typeof LettaBatchMessages>;
