import type { Db } from "./context";

/** What a job of each name needs to know. Everything else it reads when it runs. */
export type JobPayloads = {
  /** Read and embed an uploaded file. */
  process_file: { file_id: string; organization_id: string };
  /** Look at the open batches: record what has ended, start what there is room for. */
  advance_batches: Record<string, never>;
  /** Answer the approval requests that have waited too long. */
  expire_approvals: Record<string, never>;
  /** Drop events and traces that are older than they are kept. */
  sweep_history: Record<string, never>;
};

export type JobName = keyof JobPayloads;

export const jobNames = [
  "process_file",
  "advance_batches",
  "expire_approvals",
  "sweep_history",
] as const satisfies JobName[];

export interface NewJob<N extends JobName> {
  payload: JobPayloads[N];
  /** Of the jobs of a name that wait with the same key there is one; another is not added. */
  key: string;
  /** Not before this; default: at once. */
  runAt?: Date;
}

/**
 * Work that outlives the request it came from. A job may run more than once, and after a crash it does, so its work is
 * one that can be repeated.
 */
export interface Queue {
  /** Stores jobs with whatever else the transaction stores: both are there or neither is. */
  enqueue<N extends JobName>(db: Db, name: N, jobs: NewJob<N>[]): Promise<void>;
  /** Looks for stored jobs of this name now instead of at the next round. Call it behind the transaction. */
  wake(name: JobName): void;
}
