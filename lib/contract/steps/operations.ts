import { z } from "zod";
import { id, page } from "../common";
import {
  ApprovalRequestMessage,
  ApprovalResponseMessage,
  AssistantMessage,
  EventMessage,
  HiddenReasoningMessage,
  ReasoningMessage,
  SummaryMessage,
  SystemMessage,
  ToolCallMessage,
  ToolReturnMessage,
  UserMessage,
} from "../messages/schemas";
import { operation } from "../operation";
import { ProviderTrace } from "../telemetry/schemas";
import { ModifyFeedbackRequest, Step, StepMetrics } from "./schemas";

const stepParams = z.object({ step_id: id("step") });

export const listSteps = operation({
  method: "GET",
  path: "/v1/steps/",
  operationId: "list_steps",
  summary: "List steps",
  query: z.object({
    ...page(),
    start_date: z.string().optional(),
    end_date: z.string().optional(),
    model: z.string().optional(),
    agent_id: z.string().optional(),
    trace_ids: z.array(z.string()).optional(),
    feedback: z.enum(["positive", "negative"]).optional(),
    has_feedback: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    project_id: z.string().optional(),
  }),
  headers: z.object({ "X-Project": z.string().optional() }),
  response: z.array(Step),
});

export const retrieveStep = operation({
  method: "GET",
  path: "/v1/steps/{step_id}",
  operationId: "retrieve_step",
  summary: "Retrieve step",
  params: stepParams,
  response: Step,
});

export const retrieveMetricsForStep = operation({
  method: "GET",
  path: "/v1/steps/{step_id}/metrics",
  operationId: "retrieve_metrics_for_step",
  summary: "Retrieve metrics for step",
  params: stepParams,
  response: StepMetrics,
});

export const retrieveTraceForStep = operation({
  method: "GET",
  path: "/v1/steps/{step_id}/trace",
  operationId: "retrieve_trace_for_step",
  summary: "Retrieve trace for step",
  params: stepParams,
  response: ProviderTrace.nullable(),
});

export const modifyFeedbackForStep = operation({
  method: "PATCH",
  path: "/v1/steps/{step_id}/feedback",
  operationId: "modify_feedback_for_step",
  summary: "Modify feedback for step",
  params: stepParams,
  body: ModifyFeedbackRequest,
  response: Step,
});

export const listMessagesForStep = operation({
  method: "GET",
  path: "/v1/steps/{step_id}/messages",
  operationId: "list_messages_for_step",
  summary: "List messages for step",
  params: stepParams,
  query: z.object({
    ...page({ limit: 100, order: "asc" }),
  }),
  response: z.array(
    z.discriminatedUnion("message_type", [
      SystemMessage,
      UserMessage,
      ReasoningMessage,
      HiddenReasoningMessage,
      ToolCallMessage,
      ToolReturnMessage,
      AssistantMessage,
      ApprovalRequestMessage,
      ApprovalResponseMessage,
      SummaryMessage,
      EventMessage,
    ]),
  ),
});
