import { z } from "zod";
import { AgentState } from "../agents/schemas";
import { deprecated, id, page } from "../common";
import { operation } from "../operation";
import { BlockResponse, BlockUpdate, CreateBlock } from "./schemas";

const blockParams = z.object({ block_id: id("block") });
const identityBlockParams = z.object({ identity_id: z.string(), block_id: id("block") });

export const listBlocks = operation({
  method: "GET",
  path: "/v1/blocks/",
  operationId: "list_blocks",
  summary: "List blocks",
  query: z.object({
    ...page({ order: "asc" }),
    label: z
      .string()
      .min(1)
      .max(50)
      .regex(/^[a-zA-Z0-9_/-]+$/)
      .optional(),
    templates_only: z.boolean().default(false),
    name: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[a-zA-Z0-9 _-]+$/)
      .optional(),
    identity_id: id("identity").optional(),
    identifier_keys: z.array(z.string()).optional(),
    project_id: z.string().optional(),
    tags: z.array(z.string()).optional(),
    match_all_tags: z.boolean().default(false),
    label_search: z
      .string()
      .min(1)
      .max(50)
      .regex(/^[a-zA-Z0-9_/-]+$/)
      .optional(),
    description_search: z.string().min(1).max(200).optional(),
    value_search: z.string().min(1).max(200).optional(),
    connected_to_agents_count_gt: z.int().optional(),
    connected_to_agents_count_lt: z.int().optional(),
    connected_to_agents_count_eq: z.array(z.int()).optional(),
    show_hidden_blocks: z.boolean().default(false),
  }),
  response: z.array(BlockResponse),
});

export const createBlock = operation({
  method: "POST",
  path: "/v1/blocks/",
  operationId: "create_block",
  summary: "Create block",
  body: CreateBlock,
  response: BlockResponse,
});

export const countBlocks = operation({
  method: "GET",
  path: "/v1/blocks/count",
  operationId: "count_blocks",
  summary: "Count blocks",
  query: z.object({
    label: z
      .string()
      .min(1)
      .max(50)
      .regex(/^[a-zA-Z0-9_/-]+$/)
      .optional(),
    templates_only: z.boolean().default(false),
    name: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[a-zA-Z0-9 _-]+$/)
      .optional(),
    tags: z.array(z.string()).optional(),
    match_all_tags: z.boolean().default(false),
    project_id: z.string().optional(),
  }),
  response: z.int(),
});

export const modifyBlock = operation({
  method: "PATCH",
  path: "/v1/blocks/{block_id}",
  operationId: "modify_block",
  summary: "Modify block",
  params: blockParams,
  body: BlockUpdate,
  response: BlockResponse,
});

export const deleteBlock = operation({
  method: "DELETE",
  path: "/v1/blocks/{block_id}",
  operationId: "delete_block",
  summary: "Delete block",
  params: blockParams,
  response: z.unknown(),
});

export const retrieveBlock = operation({
  method: "GET",
  path: "/v1/blocks/{block_id}",
  operationId: "retrieve_block",
  summary: "Retrieve block",
  params: blockParams,
  response: BlockResponse,
});

export const listAgentsForBlock = operation({
  method: "GET",
  path: "/v1/blocks/{block_id}/agents",
  operationId: "list_agents_for_block",
  summary: "List agents for block",
  params: blockParams,
  query: z.object({
    ...page(),
    include_relationships: deprecated(z.array(z.string()).optional()),
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

export const attachIdentityToBlock = operation({
  method: "PATCH",
  path: "/v1/blocks/{block_id}/identities/attach/{identity_id}",
  operationId: "attach_identity_to_block",
  summary: "Attach identity to block",
  params: identityBlockParams,
  response: BlockResponse,
});

export const detachIdentityFromBlock = operation({
  method: "PATCH",
  path: "/v1/blocks/{block_id}/identities/detach/{identity_id}",
  operationId: "detach_identity_from_block",
  summary: "Detach identity from block",
  params: identityBlockParams,
  response: BlockResponse,
});
