import { z } from "zod";
import { id } from "../common";
import { LettaStreamingRequest, RetrieveStreamRequest } from "../messages/requests";
import { LettaResponse, LettaStreamingResponse } from "../messages/responses";
import { operation } from "../operation";

const groupParams = z.object({ group_id: id("group") });

export const sendGroupMessage = operation({
  method: "POST",
  path: "/v1/_mneme/groups/{group_id}/messages",
  operationId: "mneme_send_group_message",
  summary: "Ask a group of agents",
  params: groupParams,
  body: LettaStreamingRequest,
  response: LettaResponse,
  event: LettaStreamingResponse,
});

export const retrieveGroupStream = operation({
  method: "POST",
  path: "/v1/_mneme/groups/{group_id}/stream",
  operationId: "mneme_retrieve_group_stream",
  summary: "Take up the stream of a group's turn that was started in the background",
  params: groupParams,
  body: RetrieveStreamRequest.prefault({}),
  response: z.unknown(),
  event: LettaStreamingResponse,
});

export const cancelGroupTurn = operation({
  method: "POST",
  path: "/v1/_mneme/groups/{group_id}/cancel",
  operationId: "mneme_cancel_group_turn",
  summary: "End the turn of a group",
  params: groupParams,
  response: z.record(z.string(), z.string()),
});
