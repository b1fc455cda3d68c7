import { z } from "zod";
import { BlockResponse, BlockUpdate } from "../../blocks/schemas";
import { id, page } from "../../common";
import { operation } from "../../operation";
import { Passage } from "../../passages/schemas";
import { ArchivalMemorySearchResponse, ContextWindowOverview, CreateArchivalMemory, Memory } from "../memory";
import { AgentState, GetAgentVariablesResponse } from "../schemas";

/** Kept as it was sent: text without a zone is local time of the agent. */
const localDatetime = z.string().meta({ format: "date-time" });

const agentParams = z.object({ agent_id: id("agent") });
const blockLabelAgentParams = z.object({ block_label: z.string(), agent_id: id("agent") });
const blockAgentParams = z.object({ block_id: id("block"), agent_id: id("agent") });
const archiveAgentParams = z.object({ archive_id: z.string(), agent_id: id("agent") });

export const retrieveAgentContextWindow = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/context",
  operationId: "retrieve_agent_context_window",
  summary: "Retrieve agent context window",
  deprecated: true,
  params: agentParams,
  query: z.object({
    conversation_id: z.string().optional(),
  }),
  response: ContextWindowOverview,
});

export const retrieveAgentMemory = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/core-memory",
  operationId: "retrieve_agent_memory",
  summary: "Retrieve agent memory",
  deprecated: true,
  params: agentParams,
  response: Memory,
});

export const retrieveCoreMemoryBlock = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/core-memory/blocks/{block_label}",
  operationId: "retrieve_core_memory_block",
  summary: "Retrieve core memory block",
  params: blockLabelAgentParams,
  response: BlockResponse,
});

export const modifyCoreMemoryBlock = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/core-memory/blocks/{block_label}",
  operationId: "modify_core_memory_block",
  summary: "Modify core memory block",
  params: blockLabelAgentParams,
  body: BlockUpdate,
  response: BlockResponse,
});

export const listCoreMemoryBlocks = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/core-memory/blocks",
  operationId: "list_core_memory_blocks",
  summary: "List core memory blocks",
  params: agentParams,
  query: z.object({
    ...page({ limit: 100 }),
  }),
  response: z.array(BlockResponse),
});

export const attachCoreMemoryBlock = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/core-memory/blocks/attach/{block_id}",
  operationId: "attach_core_memory_block",
  summary: "Attach core memory block",
  params: blockAgentParams,
  response: AgentState,
});

export const detachCoreMemoryBlock = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/core-memory/blocks/detach/{block_id}",
  operationId: "detach_core_memory_block",
  summary: "Detach core memory block",
  params: blockAgentParams,
  response: AgentState,
});

export const attachArchiveToAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/archives/attach/{archive_id}",
  operationId: "attach_archive_to_agent",
  summary: "Attach archive to agent",
  params: archiveAgentParams,
  response: z.unknown(),
});

export const detachArchiveFromAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/archives/detach/{archive_id}",
  operationId: "detach_archive_from_agent",
  summary: "Detach archive from agent",
  params: archiveAgentParams,
  response: z.unknown(),
});

export const listPassages = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/archival-memory",
  operationId: "list_passages",
  summary: "List passages",
  params: agentParams,
  query: z.object({
    after: z.string().optional(),
    before: z.string().optional(),
    limit: z.int().min(0).default(100),
    search: z.string().optional(),
    ascending: z.boolean().default(true),
  }),
  response: z.array(Passage),
});

export const createPassage = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/archival-memory",
  operationId: "create_passage",
  summary: "Create passage",
  params: agentParams,
  body: CreateArchivalMemory,
  response: z.array(Passage),
});

export const searchArchivalMemory = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/archival-memory/search",
  operationId: "search_archival_memory",
  summary: "Search archival memory",
  params: agentParams,
  query: z.object({
    query: z.string(),
    tags: z.array(z.string()).optional(),
    tag_match_mode: z.enum(["any", "all"]).default("any"),
    top_k: z.int().optional(),
    start_datetime: localDatetime.optional(),
    end_datetime: localDatetime.optional(),
  }),
  response: ArchivalMemorySearchResponse,
});

export const deletePassage = operation({
  method: "DELETE",
  path: "/v1/agents/{agent_id}/archival-memory/{memory_id}",
  operationId: "delete_passage",
  summary: "Delete passage",
  params: z.object({ memory_id: z.string(), agent_id: id("agent") }),
  response: z.unknown(),
});

export const getAgentVariables = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/core-memory/variables",
  operationId: "agents.getAgentVariables",
  summary: "Get agent variables",
  cloud: true,
  params: z.object({ agent_id: z.string() }),
  response: GetAgentVariablesResponse,
});
