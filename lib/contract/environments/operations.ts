import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  GetConnectionResponse,
  ListConnectionsResponse,
  RegisterBody,
  RegisterResponse,
  SendMessageBody,
  SendMessageResponse,
} from "./schemas";

export const register = operation({
  method: "POST",
  path: "/v1/environments/register",
  operationId: "environments.register",
  summary: "Register",
  cloud: true,
  body: RegisterBody,
  response: RegisterResponse,
});

export const getConnection = operation({
  method: "GET",
  path: "/v1/environments/{deviceId}",
  operationId: "environments.getConnection",
  summary: "Get connection",
  cloud: true,
  params: z.object({ deviceId: z.string() }),
  response: GetConnectionResponse,
});

export const listConnections = operation({
  method: "GET",
  path: "/v1/environments",
  operationId: "environments.listConnections",
  summary: "List connections",
  cloud: true,
  query: z.object({
    limit: z.string().optional(),
    after: z.string().optional(),
    userId: z.string().optional(),
    onlineOnly: z.string().optional(),
  }),
  response: ListConnectionsResponse,
});

export const sendMessage = operation({
  method: "POST",
  path: "/v1/environments/{connectionId}/messages",
  operationId: "environments.sendMessage",
  summary: "Send message",
  cloud: true,
  params: z.object({ connectionId: z.string() }),
  body: SendMessageBody,
  response: SendMessageResponse,
});

export const deleteEnvironment = operation({
  method: "DELETE",
  path: "/v1/environments/{id}",
  operationId: "environments.deleteEnvironment",
  summary: "Delete environment",
  cloud: true,
  params: z.object({ id: z.string() }),
  body: emptyBody,
  response: SendMessageResponse,
});
