import { z } from "zod";
import { datetime, orNull } from "../common";
import { StopReasonType } from "../runs/stop-reason";

export const JobStatus = z
  .enum(["created", "running", "completed", "failed", "pending", "cancelled", "expired"])
  .meta({ id: "JobStatus" });
export type JobStatus = z.output<typeof JobStatus>;

export const JobType = z.enum(["job", "run", "batch"]).meta({ id: "JobType" });
export type JobType = z.output<typeof JobType>;

export const Job = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: datetime,
    updated_at: orNull(datetime),
    status: JobStatus.default("created"),
    completed_at: orNull(datetime),
    stop_reason: orNull(StopReasonType),
    metadata: orNull(z.record(z.string(), z.unknown())),
    job_type: JobType.default("job"),
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
  .meta({ id: "Job" });
export type Job = z.output<typeof Job>;
