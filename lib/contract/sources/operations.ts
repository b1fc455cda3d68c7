import { z } from "zod";
import { id, noContent } from "../common";
import { DuplicateFileHandling, FileMetadata, OrganizationSourcesStats } from "../folders/schemas";
import { operation } from "../operation";
import { Passage } from "../passages/schemas";
import { Body_upload_file_to_source, Source, SourceCreate, SourceUpdate } from "./schemas";

const sourceParams = z.object({ source_id: id("source") });
const sourceFileParams = z.object({ source_id: id("source"), file_id: id("file") });

export const countSources = operation({
  method: "GET",
  path: "/v1/sources/count",
  operationId: "count_sources",
  summary: "Count sources",
  deprecated: true,
  response: z.int(),
});

export const retrieveSource = operation({
  method: "GET",
  path: "/v1/sources/{source_id}",
  operationId: "retrieve_source",
  summary: "Retrieve source",
  deprecated: true,
  params: sourceParams,
  response: Source,
});

export const modifySource = operation({
  method: "PATCH",
  path: "/v1/sources/{source_id}",
  operationId: "modify_source",
  summary: "Modify source",
  deprecated: true,
  params: sourceParams,
  body: SourceUpdate,
  response: Source,
});

export const deleteSource = operation({
  method: "DELETE",
  path: "/v1/sources/{source_id}",
  operationId: "delete_source",
  summary: "Delete source",
  deprecated: true,
  params: sourceParams,
  response: z.unknown(),
});

export const getSourceIdByName = operation({
  method: "GET",
  path: "/v1/sources/name/{source_name}",
  operationId: "get_source_id_by_name",
  summary: "Get source id by name",
  deprecated: true,
  params: z.object({ source_name: z.string() }),
  response: z.string(),
});

export const getSourcesMetadata = operation({
  method: "GET",
  path: "/v1/sources/metadata",
  operationId: "get_sources_metadata",
  summary: "Get sources metadata",
  deprecated: true,
  query: z.object({
    include_detailed_per_source_metadata: z.boolean().default(false),
  }),
  response: OrganizationSourcesStats,
});

export const listSources = operation({
  method: "GET",
  path: "/v1/sources/",
  operationId: "list_sources",
  summary: "List sources",
  deprecated: true,
  response: z.array(Source),
});

export const createSource = operation({
  method: "POST",
  path: "/v1/sources/",
  operationId: "create_source",
  summary: "Create source",
  deprecated: true,
  body: SourceCreate,
  response: Source,
});

export const uploadFileToSource = operation({
  method: "POST",
  path: "/v1/sources/{source_id}/upload",
  operationId: "upload_file_to_source",
  summary: "Upload file to source",
  deprecated: true,
  params: sourceParams,
  query: z.object({
    duplicate_handling: DuplicateFileHandling.default("suffix"),
    name: z.string().optional(),
  }),
  body: Body_upload_file_to_source,
  multipart: true,
  response: FileMetadata,
});

export const getAgentsForSource = operation({
  method: "GET",
  path: "/v1/sources/{source_id}/agents",
  operationId: "get_agents_for_source",
  summary: "Get agents for source",
  deprecated: true,
  params: sourceParams,
  response: z.array(z.string()),
});

export const listSourcePassages = operation({
  method: "GET",
  path: "/v1/sources/{source_id}/passages",
  operationId: "list_source_passages",
  summary: "List source passages",
  deprecated: true,
  params: sourceParams,
  query: z.object({
    after: z.string().optional(),
    before: z.string().optional(),
    limit: z.int().min(0).default(100),
  }),
  response: z.array(Passage),
});

export const listSourceFiles = operation({
  method: "GET",
  path: "/v1/sources/{source_id}/files",
  operationId: "list_source_files",
  summary: "List source files",
  deprecated: true,
  params: sourceParams,
  query: z.object({
    limit: z.int().min(0).default(1000),
    after: z.string().optional(),
    include_content: z.boolean().default(false),
    check_status_updates: z.boolean().default(true),
  }),
  response: z.array(FileMetadata),
});

export const getFileMetadata = operation({
  method: "GET",
  path: "/v1/sources/{source_id}/files/{file_id}",
  operationId: "get_file_metadata",
  summary: "Get file metadata",
  deprecated: true,
  params: sourceFileParams,
  query: z.object({
    include_content: z.boolean().default(false),
  }),
  response: FileMetadata,
});

export const deleteFileFromSource = operation({
  method: "DELETE",
  path: "/v1/sources/{source_id}/{file_id}",
  operationId: "delete_file_from_source",
  summary: "Delete file from source",
  deprecated: true,
  params: sourceFileParams,
  response: noContent,
  status: 204,
});
