import { z } from "zod";
import { deprecated, id, page } from "../../common";
import { operation } from "../../operation";
import { Source } from "../../sources/schemas";
import { AgentState, PaginatedAgentFiles } from "../schemas";

const sourceAgentParams = z.object({ source_id: id("source"), agent_id: id("agent") });
const folderAgentParams = z.object({ folder_id: id("source"), agent_id: id("agent") });
const agentParams = z.object({ agent_id: id("agent") });
const fileAgentParams = z.object({ file_id: id("file"), agent_id: id("agent") });

export const attachSourceToAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/sources/attach/{source_id}",
  operationId: "attach_source_to_agent",
  summary: "Attach source to agent",
  deprecated: true,
  params: sourceAgentParams,
  response: AgentState,
});

export const attachFolderToAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/folders/attach/{folder_id}",
  operationId: "attach_folder_to_agent",
  summary: "Attach folder to agent",
  params: folderAgentParams,
  response: AgentState.nullable(),
});

export const detachSourceFromAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/sources/detach/{source_id}",
  operationId: "detach_source_from_agent",
  summary: "Detach source from agent",
  deprecated: true,
  params: sourceAgentParams,
  response: AgentState,
});

export const detachFolderFromAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/folders/detach/{folder_id}",
  operationId: "detach_folder_from_agent",
  summary: "Detach folder from agent",
  params: folderAgentParams,
  response: AgentState.nullable(),
});

export const closeAllFilesForAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/files/close-all",
  operationId: "close_all_files_for_agent",
  summary: "Close all files for agent",
  params: agentParams,
  response: z.array(z.string()),
});

export const openFileForAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/files/{file_id}/open",
  operationId: "open_file_for_agent",
  summary: "Open file for agent",
  params: fileAgentParams,
  response: z.array(z.string()),
});

export const closeFileForAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/files/{file_id}/close",
  operationId: "close_file_for_agent",
  summary: "Close file for agent",
  params: fileAgentParams,
  response: z.unknown(),
});

export const listAgentSources = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/sources",
  operationId: "list_agent_sources",
  summary: "List agent sources",
  deprecated: true,
  params: agentParams,
  query: z.object({
    ...page({ limit: 100 }),
  }),
  response: z.array(Source),
});

export const listFoldersForAgent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/folders",
  operationId: "list_folders_for_agent",
  summary: "List folders for agent",
  params: agentParams,
  query: z.object({
    ...page({ limit: 100 }),
  }),
  response: z.array(Source),
});

export const listFilesForAgent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/files",
  operationId: "list_files_for_agent",
  summary: "List files for agent",
  params: agentParams,
  query: z.object({
    ...page({ limit: 100 }),
    cursor: deprecated(z.string().optional()),
    is_open: z.boolean().optional(),
  }),
  response: PaginatedAgentFiles,
});
