import { z } from "zod";
import { AgentState } from "../agents/schemas";
import { id, noContent, page } from "../common";
import { operation } from "../operation";
import { Passage } from "../passages/schemas";
import {
  Archive,
  ArchiveCreateRequest,
  ArchiveUpdateRequest,
  PassageBatchCreateRequest,
  PassageCreateRequest,
} from "./schemas";

const archiveParams = z.object({ archive_id: id("archive") });

export const createArchive = operation({
  method: "POST",
  path: "/v1/archives/",
  operationId: "create_archive",
  summary: "Create archive",
  body: ArchiveCreateRequest,
  response: Archive,
});

export const listArchives = operation({
  method: "GET",
  path: "/v1/archives/",
  operationId: "list_archives",
  summary: "List archives",
  query: z.object({
    ...page(),
    name: z.string().optional(),
    agent_id: z.string().optional(),
  }),
  response: z.array(Archive),
});

export const retrieveArchive = operation({
  method: "GET",
  path: "/v1/archives/{archive_id}",
  operationId: "retrieve_archive",
  summary: "Retrieve archive",
  params: archiveParams,
  response: Archive,
});

export const modifyArchive = operation({
  method: "PATCH",
  path: "/v1/archives/{archive_id}",
  operationId: "modify_archive",
  summary: "Modify archive",
  params: archiveParams,
  body: ArchiveUpdateRequest,
  response: Archive,
});

export const deleteArchive = operation({
  method: "DELETE",
  path: "/v1/archives/{archive_id}",
  operationId: "delete_archive",
  summary: "Delete archive",
  params: archiveParams,
  response: noContent,
  status: 204,
});

export const listAgentsForArchive = operation({
  method: "GET",
  path: "/v1/archives/{archive_id}/agents",
  operationId: "list_agents_for_archive",
  summary: "List agents for archive",
  params: archiveParams,
  query: z.object({
    before: z.string().optional(),
    after: z.string().optional(),
    limit: z.int().min(0).default(50),
    order: z.enum(["asc", "desc"]).default("desc"),
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

export const createPassageInArchive = operation({
  method: "POST",
  path: "/v1/archives/{archive_id}/passages",
  operationId: "create_passage_in_archive",
  summary: "Create passage in archive",
  params: archiveParams,
  body: PassageCreateRequest,
  response: Passage,
});

export const createPassagesInArchive = operation({
  method: "POST",
  path: "/v1/archives/{archive_id}/passages/batch",
  operationId: "create_passages_in_archive",
  summary: "Create passages in archive",
  params: archiveParams,
  body: PassageBatchCreateRequest,
  response: z.array(Passage),
});

export const deletePassageFromArchive = operation({
  method: "DELETE",
  path: "/v1/archives/{archive_id}/passages/{passage_id}",
  operationId: "delete_passage_from_archive",
  summary: "Delete passage from archive",
  params: z.object({ archive_id: id("archive"), passage_id: id("passage") }),
  response: noContent,
  status: 204,
});
