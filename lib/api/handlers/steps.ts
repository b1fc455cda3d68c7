import type { steps as contract } from "@/lib/contract/registry";
import { listSteps } from "@/lib/domain/steps/list-steps";
import { setStepFeedback } from "@/lib/domain/steps/set-step-feedback";
import { getStep } from "@/lib/domain/steps/step";
import { stepMessages } from "@/lib/domain/steps/step-messages";
import { stepMetrics } from "@/lib/domain/steps/step-metrics";
import { stepTrace } from "@/lib/domain/steps/step-trace";
import type { Answer, Handlers } from "../handlers";

export const steps: Handlers<typeof contract> = {
  listSteps: ({ ctx, query: { before, after, limit, order, ...filter } }) =>
    listSteps(ctx, filter, { before, after, limit, order }),
  retrieveStep: ({ ctx, params }) => getStep(ctx, params.step_id),
  retrieveMetricsForStep: ({ ctx, params }) => stepMetrics(ctx, params.step_id),
  retrieveTraceForStep: ({ ctx, params }) => stepTrace(ctx, params.step_id),
  modifyFeedbackForStep: ({ ctx, params, body }) => setStepFeedback(ctx, params.step_id, body),
  listMessagesForStep: async ({ ctx, params, query }) =>
    (await stepMessages(ctx, params.step_id, query)) as Answer<typeof contract.listMessagesForStep>,
};
