import { RunStatus } from "@/lib/contract/runs/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

export interface RunFilter {
  agent_id?: string;
  agent_ids?: string[];
  statuses?: string[];
  background?: boolean;
  stop_reason?: string;
  /** `default` is the one without a row. */
  conversation_id?: string;
  /** Only what is not over; `statuses` has precedence. */
  active?: boolean;
}

/** @throws AppError for a status that no run can have */
export function runFilter(ctx: Context, filter: RunFilter): Prisma.RunWhereInput {
  const agentIds = [filter.agent_id, ...(filter.agent_ids ?? [])].filter((id) => id !== undefined);
  const statuses = filter.statuses?.length ? filter.statuses : filter.active ? ["created", "running"] : [];
  statuses.forEach(assertStatus);
  return {
    organization_id: ctx.actor.organizationId,
    ...(agentIds.length > 0 && { agent_id: { in: agentIds } }),
    ...(statuses.length > 0 && { status: { in: statuses } }),
    ...(filter.background !== undefined && { background: filter.background }),
    ...(filter.stop_reason && { stop_reason: filter.stop_reason }),
    ...(filter.conversation_id && {
      conversation_id: filter.conversation_id === "default" ? null : filter.conversation_id,
    }),
  };
}

function assertStatus(status: string) {
  if (RunStatus.options.some((known) => known === status)) return;
  const known = RunStatus.options.join(", ");
  throw new AppError("invalid_argument", `Invalid run status: ${status}. Expected one of: ${known}`);
}
