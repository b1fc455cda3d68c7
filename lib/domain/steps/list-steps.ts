import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import { boundInZone } from "@/lib/shared/zoned-time";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toStep } from "./step";

export interface StepFilter {
  model?: string;
  agent_id?: string;
  trace_ids?: string[];
  feedback?: "positive" | "negative";
  has_feedback?: boolean;
  /** Steps with any of these. */
  tags?: string[];
  project_id?: string;
  /** Both ends are outside. */
  start_date?: string;
  end_date?: string;
}

/** @throws AppError for an unreadable date or an unknown cursor */
export async function listSteps(ctx: Context, filter: StepFilter, page: Page) {
  const rows = await listPage({
    where: stepFilter(ctx, filter),
    organizationId: ctx.actor.organizationId,
    page,
    unknownCursor: 404,
    entity: "Step",
    find: (query) => ctx.db.step.findMany(query),
  });
  return rows.map(toStep);
}

function stepFilter(ctx: Context, filter: StepFilter): Prisma.StepWhereInput {
  const { model, start_date, end_date, has_feedback } = filter;
  return {
    organization_id: ctx.actor.organizationId,
    ...(model && { OR: [{ model }, { model_handle: model }] }),
    ...(filter.agent_id && { agent_id: filter.agent_id }),
    ...(filter.trace_ids?.length && { trace_id: { in: filter.trace_ids } }),
    ...(filter.tags?.length && { tags: { hasSome: filter.tags } }),
    ...(filter.project_id && { project_id: filter.project_id }),
    AND: [
      filter.feedback ? { feedback: filter.feedback } : {},
      has_feedback === undefined ? {} : { feedback: has_feedback ? { not: null } : null },
      start_date ? { created_at: { gt: moment("start_date", start_date) } } : {},
      end_date ? { created_at: { lt: moment("end_date", end_date) } } : {},
    ],
  };
}

function moment(name: string, text: string): Date {
  const date = boundInZone(text, "UTC", "start");
  if (date) return date;
  throw new AppError("invalid_argument", `Invalid ${name}: '${text}' is not an ISO 8601 date or date-time`);
}
