import { operation } from "../operation";
import {
  GetStatusResponse,
  GetUserResponse,
  RetrieveCurrentBalancesResponse,
  SendFeedbackBody,
  SendFeedbackResponse,
  SendTelemetryBody,
} from "./schemas";

export const retrieveCurrentBalances = operation({
  method: "GET",
  path: "/v1/metadata/balance",
  operationId: "metadata.retrieveCurrentBalances",
  summary: "Retrieve current balances",
  cloud: true,
  response: RetrieveCurrentBalancesResponse,
});

export const sendFeedback = operation({
  method: "POST",
  path: "/v1/metadata/feedback",
  operationId: "metadata.sendFeedback",
  summary: "Send feedback",
  cloud: true,
  body: SendFeedbackBody,
  response: SendFeedbackResponse,
});

export const sendTelemetry = operation({
  method: "POST",
  path: "/v1/metadata/telemetry",
  operationId: "metadata.sendTelemetry",
  summary: "Send telemetry",
  cloud: true,
  body: SendTelemetryBody,
  response: SendFeedbackResponse,
});

export const getStatus = operation({
  method: "GET",
  path: "/v1/metadata/status",
  operationId: "metadata.getStatus",
  summary: "Get status",
  cloud: true,
  response: GetStatusResponse,
});

export const getUser = operation({
  method: "GET",
  path: "/v1/metadata/user",
  operationId: "metadata.getUser",
  summary: "Get user",
  cloud: true,
  response: GetUserResponse,
});
