import type { z } from "zod";
import type { Run } from "@/lib/contract/runs/schemas";
import type { Run as RunRow } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import { assertId } from "../assert-id";
import type { Context } from "../context";

export type { RunRow };

type RunBody = z.input<typeof Run>;

/** The wire's run. The casts hold because only our own verbs write these columns. */
export const toRun = (row: RunRow): RunBody => ({
  id: row.id,
  status: row.status as RunBody["status"],
  created_at: row.created_at,
  completed_at: row.completed_at,
  agent_id: row.agent_id,
  conversation_id: row.conversation_id,
  base_template_id: row.base_template_id,
  background: row.background,
  metadata: row.metadata as RunBody["metadata"],
  request_config: row.request_config as RunBody["request_config"],
  stop_reason: row.stop_reason as RunBody["stop_reason"],
  callback_url: row.callback_url,
  callback_sent_at: row.callback_sent_at,
  callback_status_code: row.callback_status_code,
  callback_error: row.callback_error,
  ttft_ns: toNumber(row.ttft_ns),
  total_duration_ns: toNumber(row.total_duration_ns),
});

/** Nanoseconds since 1970 are beyond what a double holds exactly; the wire has them to the nearest 256. */
export const toNumber = (value: bigint | null) => (value === null ? null : Number(value));

/** @throws AppError `invalid_argument` for an ill-formed id, `not_found` */
export async function findRun(ctx: Context, id: string): Promise<RunRow> {
  assertId("run", id);
  const row = await ctx.db.run.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Run", id);
  return row;
}
