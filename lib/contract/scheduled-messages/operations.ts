import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  DeleteScheduledMessageResponse,
  ListScheduledMessagesResponse,
  RetrieveScheduledMessageResponse,
  ScheduleAgentMessageBody,
  ScheduleAgentMessageResponse,
} from "./schemas";

const agentParams = z.object({ agent_id: z.string() });
const agentScheduledMessageParams = z.object({ agent_id: z.string(), scheduled_message_id: z.string() });

export const scheduleAgentMessage = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/schedule",
  operationId: "scheduledMessages.scheduleAgentMessage",
  summary: "Schedule agent message",
  cloud: true,
  params: agentParams,
  body: ScheduleAgentMessageBody,
  response: ScheduleAgentMessageResponse,
  status: 201,
});

export const listScheduledMessages = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/schedule",
  operationId: "scheduledMessages.listScheduledMessages",
  summary: "List scheduled messages",
  cloud: true,
  params: agentParams,
  query: z.object({
    limit: z.string().optional(),
    after: z.string().optional(),
  }),
  response: ListScheduledMessagesResponse,
});

export const deleteScheduledMessage = operation({
  method: "DELETE",
  path: "/v1/agents/{agent_id}/schedule/{scheduled_message_id}",
  operationId: "scheduledMessages.deleteScheduledMessage",
  summary: "Delete scheduled message",
  cloud: true,
  params: agentScheduledMessageParams,
  body: emptyBody,
  response: DeleteScheduledMessageResponse,
});

export const retrieveScheduledMessage = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/schedule/{scheduled_message_id}",
  operationId: "scheduledMessages.retrieveScheduledMessage",
  summary: "Retrieve scheduled message",
  cloud: true,
  params: agentScheduledMessageParams,
  response: RetrieveScheduledMessageResponse,
});
