import { z } from "zod";
import { AgentState } from "../agents/schemas";
import { BlockResponse } from "../blocks/schemas";
import { deprecated, id, page } from "../common";
import { operation } from "../operation";
import {
  Identity,
  IdentityCreate,
  IdentityProperty,
  IdentityType,
  IdentityUpdate,
  IdentityUpsert,
} from "./schemas";

const identityParams = z.object({ identity_id: id("identity") });

export const listIdentities = operation({
  method: "GET",
  path: "/v1/identities/",
  operationId: "list_identities",
  summary: "List identities",
  deprecated: true,
  query: z.object({
    ...page(),
    name: z.string().optional(),
    project_id: deprecated(z.string().optional()),
    identifier_key: z.string().optional(),
    identity_type: IdentityType.optional(),
  }),
  response: z.array(Identity),
});

export const createIdentity = operation({
  method: "POST",
  path: "/v1/identities/",
  operationId: "create_identity",
  summary: "Create identity",
  deprecated: true,
  headers: z.object({ "X-Project": z.string().optional() }),
  body: IdentityCreate,
  response: Identity,
});

export const upsertIdentity = operation({
  method: "PUT",
  path: "/v1/identities/",
  operationId: "upsert_identity",
  summary: "Upsert identity",
  deprecated: true,
  headers: z.object({ "X-Project": z.string().optional() }),
  body: IdentityUpsert,
  response: Identity,
});

export const countIdentities = operation({
  method: "GET",
  path: "/v1/identities/count",
  operationId: "count_identities",
  summary: "Count identities",
  deprecated: true,
  response: z.int(),
});

export const retrieveIdentity = operation({
  method: "GET",
  path: "/v1/identities/{identity_id}",
  operationId: "retrieve_identity",
  summary: "Retrieve identity",
  deprecated: true,
  params: identityParams,
  response: Identity,
});

export const updateIdentity = operation({
  method: "PATCH",
  path: "/v1/identities/{identity_id}",
  operationId: "update_identity",
  summary: "Update identity",
  deprecated: true,
  params: identityParams,
  body: IdentityUpdate,
  response: Identity,
});

export const deleteIdentity = operation({
  method: "DELETE",
  path: "/v1/identities/{identity_id}",
  operationId: "delete_identity",
  summary: "Delete identity",
  deprecated: true,
  params: identityParams,
  response: z.unknown(),
});

export const upsertPropertiesForIdentity = operation({
  method: "PUT",
  path: "/v1/identities/{identity_id}/properties",
  operationId: "upsert_properties_for_identity",
  summary: "Upsert properties for identity",
  deprecated: true,
  params: identityParams,
  body: z.array(IdentityProperty),
  response: z.unknown(),
});

export const listAgentsForIdentity = operation({
  method: "GET",
  path: "/v1/identities/{identity_id}/agents",
  operationId: "list_agents_for_identity",
  summary: "List agents for identity",
  deprecated: true,
  params: identityParams,
  query: z.object({
    ...page(),
    include: z
      .array(
        z.enum([
          "agent.blocks",
          "agent.identities",
          "agent.managed_group",
          "agent.pending_approval",
          "agent.secrets",
          "agent.sources",
          "agent.tags",
          "agent.tools",
        ]),
      )
      .default([]),
  }),
  response: z.array(AgentState),
});

export const listBlocksForIdentity = operation({
  method: "GET",
  path: "/v1/identities/{identity_id}/blocks",
  operationId: "list_blocks_for_identity",
  summary: "List blocks for identity",
  deprecated: true,
  params: identityParams,
  query: z.object({
    ...page(),
  }),
  response: z.array(BlockResponse),
});
