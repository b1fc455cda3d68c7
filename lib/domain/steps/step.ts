import type { z } from "zod";
import type { Step } from "@/lib/contract/steps/schemas";
import type { Step as StepRow } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { StepRow };

type StepBody = z.input<typeof Step>;

/** The wire's step; columns it does not know are left out on the way. Messages have a list of their own. */
export const toStep = (row: StepRow): StepBody =>
  ({
    ...row,
    messages: [],
  }) as unknown as StepBody;

/** @throws AppError `not_found` */
export async function findStep(ctx: Context, id: string): Promise<StepRow> {
  const row = await ctx.db.step.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Step", id);
  return row;
}

export const getStep = async (ctx: Context, id: string) => toStep(await findStep(ctx, id));
