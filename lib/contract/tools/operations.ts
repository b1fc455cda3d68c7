import { z } from "zod";
import { id, page } from "../common";
import { ToolReturnMessage } from "../messages/schemas";
import { operation } from "../operation";
import {
  Tool,
  ToolCreate,
  ToolRunFromSource,
  ToolSearchRequest,
  ToolSearchResult,
  ToolUpdate,
} from "./schemas";

const toolParams = z.object({ tool_id: id("tool") });

export const deleteTool = operation({
  method: "DELETE",
  path: "/v1/tools/{tool_id}",
  operationId: "delete_tool",
  summary: "Delete tool",
  params: toolParams,
  response: z.unknown(),
});

export const retrieveTool = operation({
  method: "GET",
  path: "/v1/tools/{tool_id}",
  operationId: "retrieve_tool",
  summary: "Retrieve tool",
  params: toolParams,
  response: Tool,
});

export const modifyTool = operation({
  method: "PATCH",
  path: "/v1/tools/{tool_id}",
  operationId: "modify_tool",
  summary: "Modify tool",
  params: toolParams,
  body: ToolUpdate,
  response: Tool,
});

export const countTools = operation({
  method: "GET",
  path: "/v1/tools/count",
  operationId: "count_tools",
  summary: "Count tools",
  query: z.object({
    name: z.string().optional(),
    names: z.array(z.string()).optional(),
    tool_ids: z.array(z.string()).optional(),
    search: z.string().optional(),
    tool_types: z.array(z.string()).optional(),
    exclude_tool_types: z.array(z.string()).optional(),
    return_only_letta_tools: z.boolean().default(false),
    exclude_letta_tools: z.boolean().default(false),
  }),
  response: z.int(),
});

export const listTools = operation({
  method: "GET",
  path: "/v1/tools/",
  operationId: "list_tools",
  summary: "List tools",
  query: z.object({
    ...page(),
    name: z.string().optional(),
    names: z.array(z.string()).optional(),
    tool_ids: z.array(z.string()).optional(),
    search: z.string().optional(),
    tool_types: z.array(z.string()).optional(),
    exclude_tool_types: z.array(z.string()).optional(),
    return_only_letta_tools: z.boolean().default(false),
  }),
  response: z.array(Tool),
});

export const createTool = operation({
  method: "POST",
  path: "/v1/tools/",
  operationId: "create_tool",
  summary: "Create tool",
  body: ToolCreate,
  response: Tool,
});

export const upsertTool = operation({
  method: "PUT",
  path: "/v1/tools/",
  operationId: "upsert_tool",
  summary: "Upsert tool",
  body: ToolCreate,
  response: Tool,
});

export const searchTools = operation({
  method: "POST",
  path: "/v1/tools/search",
  operationId: "search_tools",
  summary: "Search tools",
  body: ToolSearchRequest,
  response: z.array(ToolSearchResult),
});

export const addBaseTools = operation({
  method: "POST",
  path: "/v1/tools/add-base-tools",
  operationId: "add_base_tools",
  summary: "Add base tools",
  response: z.array(Tool),
});

export const runToolFromSource = operation({
  method: "POST",
  path: "/v1/tools/run",
  operationId: "run_tool_from_source",
  summary: "Run tool from source",
  body: ToolRunFromSource,
  response: ToolReturnMessage,
});

export * from "./mcp-operations";
