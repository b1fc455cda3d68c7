import { z } from "zod";
import { operation } from "../operation";
import { GetFileHistoryResponse, ListDirectoryResponse, ReadFileContentResponse } from "./schemas";

const agentParams = z.object({ agent_id: z.string() });

export const listDirectory = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/memory-files/directory",
  operationId: "memoryFiles.listDirectory",
  summary: "List directory",
  cloud: true,
  params: agentParams,
  query: z.object({
    path: z.string().optional(),
    depth: z.number().optional(),
    ref: z.string().optional(),
  }),
  response: ListDirectoryResponse,
});

export const getFileHistory = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/memory-files/history",
  operationId: "memoryFiles.getFileHistory",
  summary: "Get file history",
  cloud: true,
  params: agentParams,
  query: z.object({
    file_path: z.string(),
    limit: z.number().optional(),
  }),
  response: GetFileHistoryResponse,
});

export const readFileContent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/memory-files/content",
  operationId: "memoryFiles.readFileContent",
  summary: "Read file content",
  cloud: true,
  params: agentParams,
  query: z.object({
    file_path: z.string(),
    ref: z.string().optional(),
  }),
  response: ReadFileContentResponse,
});
