import { z } from "zod";
import { deprecated, id, page } from "../../common";
import { ToolExecuteRequest } from "../../mcp-servers/schemas";
import { operation } from "../../operation";
import { Tool } from "../../tools/schemas";
import { AgentState, ModifyApprovalRequest, ToolExecutionResult } from "../schemas";

const toolAgentParams = z.object({ tool_id: id("tool"), agent_id: id("agent") });

export const listToolsForAgent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/tools",
  operationId: "list_tools_for_agent",
  summary: "List tools for agent",
  params: z.object({ agent_id: id("agent") }),
  query: z.object({
    ...page({ limit: 10 }),
  }),
  response: z.array(Tool),
});

export const attachToolToAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/tools/attach/{tool_id}",
  operationId: "attach_tool_to_agent",
  summary: "Attach tool to agent",
  params: toolAgentParams,
  response: AgentState.nullable(),
});

export const detachToolFromAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/tools/detach/{tool_id}",
  operationId: "detach_tool_from_agent",
  summary: "Detach tool from agent",
  params: toolAgentParams,
  response: AgentState.nullable(),
});

export const modifyApprovalForTool = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/tools/approval/{tool_name}",
  operationId: "modify_approval_for_tool",
  summary: "Modify approval for tool",
  params: z.object({ tool_name: z.string(), agent_id: id("agent") }),
  query: z.object({
    requires_approval: deprecated(z.boolean().optional()),
  }),
  body: ModifyApprovalRequest.nullish(),
  response: AgentState.nullable(),
});

export const runToolForAgent = operation({
  method: "POST",
  path: "/v1/agents/{agent_id}/tools/{tool_name}/run",
  operationId: "run_tool_for_agent",
  summary: "Run tool for agent",
  params: z.object({ agent_id: id("agent"), tool_name: z.string() }),
  body: ToolExecuteRequest.prefault({}),
  response: ToolExecutionResult,
});
