import { z } from "zod";
import { Block, BlockUpdate } from "../blocks/schemas";
import { id } from "../common";
import { operation } from "../operation";

export const countInternalAgents = operation({
  method: "GET",
  path: "/v1/_internal_agents/count",
  operationId: "count_internal_agents",
  summary: "Count internal agents",
  query: z.object({
    exclude_hidden: z.boolean().default(true),
  }),
  response: z.int(),
});

export const modifyInternalCoreMemoryBlock = operation({
  method: "PATCH",
  path: "/v1/_internal_agents/{agent_id}/core-memory/blocks/{block_label}",
  operationId: "modify_internal_core_memory_block",
  summary: "Modify internal core memory block",
  params: z.object({ block_label: z.string(), agent_id: id("agent") }),
  body: BlockUpdate,
  response: Block,
});
