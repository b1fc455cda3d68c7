import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  CreateSandboxBody,
  CreateSandboxResponse,
  ListSandboxesResponse,
  TerminateSandboxResponse,
} from "./schemas";

export const createSandbox = operation({
  method: "POST",
  path: "/v1/sandboxes",
  operationId: "sandboxes.createSandbox",
  summary: "Create sandbox",
  cloud: true,
  body: CreateSandboxBody,
  response: CreateSandboxResponse,
});

export const listSandboxes = operation({
  method: "GET",
  path: "/v1/sandboxes",
  operationId: "sandboxes.listSandboxes",
  summary: "List sandboxes",
  cloud: true,
  query: z.object({
    agentId: z.string().optional(),
    limit: z.string().optional(),
  }),
  response: ListSandboxesResponse,
});

export const terminateSandbox = operation({
  method: "POST",
  path: "/v1/sandboxes/{sandboxId}/terminate",
  operationId: "sandboxes.terminateSandbox",
  summary: "Terminate sandbox",
  cloud: true,
  params: z.object({ sandboxId: z.string() }),
  body: emptyBody,
  response: TerminateSandboxResponse,
});
