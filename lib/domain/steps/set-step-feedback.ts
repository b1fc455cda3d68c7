import type { ModifyFeedbackRequest } from "@/lib/contract/steps/schemas";
import type { Context } from "../context";
import { findStep, toStep } from "./step";

/** What a person thinks of a step; without feedback in it, the request takes it back. Tags stay unless given. */
export async function setStepFeedback(ctx: Context, id: string, { feedback, tags }: ModifyFeedbackRequest) {
  await findStep(ctx, id);
  const row = await ctx.db.step.update({
    where: { id, organization_id: ctx.actor.organizationId },
    data: { feedback: feedback ?? null, ...(tags && { tags: [...new Set(tags)] }) },
  });
  return toStep(row);
}
