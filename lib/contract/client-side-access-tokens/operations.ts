import { z } from "zod";
import { emptyBody, noContent } from "../common";
import { operation } from "../operation";
import {
  CreateClientSideAccessTokenBody,
  CreateClientSideAccessTokenResponse,
  ListClientSideAccessTokensResponse,
} from "./schemas";

export const createClientSideAccessToken = operation({
  method: "POST",
  path: "/v1/client-side-access-tokens",
  operationId: "clientSideAccessTokens.createClientSideAccessToken",
  summary: "Create client side access token",
  cloud: true,
  body: CreateClientSideAccessTokenBody,
  response: CreateClientSideAccessTokenResponse,
  status: 201,
});

export const listClientSideAccessTokens = operation({
  method: "GET",
  path: "/v1/client-side-access-tokens",
  operationId: "clientSideAccessTokens.listClientSideAccessTokens",
  summary: "List client side access tokens",
  cloud: true,
  query: z.object({
    agentId: z.string().optional(),
    offset: z.number().default(0),
    limit: z.number().default(10),
  }),
  response: ListClientSideAccessTokensResponse,
});

export const deleteClientSideAccessToken = operation({
  method: "DELETE",
  path: "/v1/client-side-access-tokens/{token}",
  operationId: "clientSideAccessTokens.deleteClientSideAccessToken",
  summary: "Delete client side access token",
  cloud: true,
  params: z.object({ token: z.string() }),
  body: emptyBody,
  response: noContent,
  status: 204,
});
