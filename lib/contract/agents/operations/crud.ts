import { z } from "zod";
import { deprecated, id } from "../../common";
import { operation } from "../../operation";
import { StopReasonType } from "../../runs/stop-reason";
import {
  AgentState,
  CountDeployedAgentsResponse,
  CreateAgentRequest,
  SearchDeployedAgentsBody,
  SearchDeployedAgentsResponse,
  UpdateAgent,
} from "../schemas";

const agentParams = z.object({ agent_id: id("agent") });

export const listAgents = operation({
  method: "GET",
  path: "/v1/agents/",
  operationId: "list_agents",
  summary: "List agents",
  query: z.object({
    name: z.string().optional(),
    tags: z.array(z.string()).optional(),
    match_all_tags: z.boolean().default(false),
    before: z.string().optional(),
    after: z.string().optional(),
    limit: z.int().min(0).default(50),
    query_text: z.string().optional(),
    project_id: z.string().optional(),
    template_id: z.string().optional(),
    base_template_id: z.string().optional(),
    identity_id: z.string().optional(),
    identifier_keys: z.array(z.string()).optional(),
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
    order: z.enum(["asc", "desc"]).default("desc"),
    order_by: z.enum(["created_at", "updated_at", "last_run_completion"]).default("created_at"),
    ascending: deprecated(z.boolean().default(false)),
    sort_by: deprecated(z.string().default("created_at")),
    last_stop_reason: StopReasonType.optional(),
    created_by_id: z.string().optional(),
    show_hidden_agents: z.boolean().default(false),
  }),
  response: z.array(AgentState),
});

export const createAgent = operation({
  method: "POST",
  path: "/v1/agents/",
  operationId: "create_agent",
  summary: "Create agent",
  headers: z.object({ "X-Project": z.string().optional() }),
  body: CreateAgentRequest,
  response: AgentState,
});

export const countAgents = operation({
  method: "GET",
  path: "/v1/agents/count",
  operationId: "count_agents",
  summary: "Count agents",
  query: z.object({
    name: z.string().optional(),
    tags: z.array(z.string()).optional(),
    match_all_tags: z.boolean().default(false),
    query_text: z.string().optional(),
    project_id: z.string().optional(),
    template_id: z.string().optional(),
    base_template_id: z.string().optional(),
    identity_id: z.string().optional(),
    identifier_keys: z.array(z.string()).optional(),
    last_stop_reason: StopReasonType.optional(),
    created_by_id: z.string().optional(),
  }),
  response: z.int(),
});

export const modifyAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}",
  operationId: "modify_agent",
  summary: "Modify agent",
  params: agentParams,
  body: UpdateAgent,
  response: AgentState,
});

export const retrieveAgent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}",
  operationId: "retrieve_agent",
  summary: "Retrieve agent",
  params: agentParams,
  query: z.object({
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
  response: AgentState,
});

export const deleteAgent = operation({
  method: "DELETE",
  path: "/v1/agents/{agent_id}",
  operationId: "delete_agent",
  summary: "Delete agent",
  params: agentParams,
  response: z.unknown(),
});

export const searchDeployedAgents = operation({
  method: "POST",
  path: "/v1/agents/search",
  operationId: "agents.searchDeployedAgents",
  summary: "Search deployed agents",
  cloud: true,
  body: SearchDeployedAgentsBody.prefault({}),
  response: SearchDeployedAgentsResponse,
});

export const countDeployedAgents = operation({
  method: "GET",
  path: "/v1/agents/search/count",
  operationId: "agents.countDeployedAgents",
  summary: "Count deployed agents",
  cloud: true,
  query: z.object({
    search: z
      .array(
        z.union([
          z.object({
            field: z.literal("version"),
            value: z.string(),
          }),
          z.object({
            field: z.literal("name"),
            operator: z.enum(["eq", "contains"]),
            value: z.string(),
          }),
          z.object({
            field: z.literal("tags"),
            operator: z.literal("contains"),
            value: z.array(z.string()),
          }),
          z.object({
            field: z.literal("identity"),
            operator: z.literal("eq"),
            value: z.string(),
          }),
          z.object({
            field: z.literal("templateName"),
            operator: z.literal("eq"),
            value: z.string(),
          }),
          z.object({
            field: z.literal("agentId"),
            operator: z.literal("eq"),
            value: z.string(),
          }),
        ]),
      )
      .optional(),
    project_id: z.string().optional(),
    combinator: z.literal("AND").optional(),
  }),
  response: CountDeployedAgentsResponse,
});
