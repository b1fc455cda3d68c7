import { z } from "zod";
import { AgentState } from "../agents/schemas";
import { Block, CreateBlock } from "../blocks/schemas";
import { deprecated, id, page } from "../common";
import { operation } from "../operation";

const blockParams = z.object({ block_id: id("block") });

export const listInternalBlocks = operation({
  method: "GET",
  path: "/v1/_internal_blocks/",
  operationId: "list_internal_blocks",
  summary: "List internal blocks",
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
  }),
  response: z.array(Block),
});

export const createInternalBlock = operation({
  method: "POST",
  path: "/v1/_internal_blocks/",
  operationId: "create_internal_block",
  summary: "Create internal block",
  body: CreateBlock,
  response: Block,
});

export const deleteInternalBlock = operation({
  method: "DELETE",
  path: "/v1/_internal_blocks/{block_id}",
  operationId: "delete_internal_block",
  summary: "Delete internal block",
  params: blockParams,
  response: z.unknown(),
});

export const listAgentsForInternalBlock = operation({
  method: "GET",
  path: "/v1/_internal_blocks/{block_id}/agents",
  operationId: "list_agents_for_internal_block",
  summary: "List agents for internal block",
  params: blockParams,
  query: z.object({
    ...page(),
    include_relationships: deprecated(z.array(z.string()).optional()),
    include: z.array(z.string()).default([]),
  }),
  response: z.array(AgentState),
});
