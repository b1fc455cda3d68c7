import { z } from "zod";
import { id, noContent, page } from "../common";
import { operation } from "../operation";
import { Passage } from "../passages/schemas";
import { SourceCreate, SourceUpdate } from "../sources/schemas";
import {
  Body_upload_file_to_folder,
  DuplicateFileHandling,
  FileMetadata,
  Folder,
  OrganizationSourcesStats,
} from "./schemas";

const folderParams = z.object({ folder_id: id("source") });
const folderFileParams = z.object({ folder_id: id("source"), file_id: id("file") });

export const countFolders = operation({
  method: "GET",
  path: "/v1/folders/count",
  operationId: "count_folders",
  summary: "Count folders",
  response: z.int(),
});

export const retrieveFolder = operation({
  method: "GET",
  path: "/v1/folders/{folder_id}",
  operationId: "retrieve_folder",
  summary: "Retrieve folder",
  params: folderParams,
  response: Folder,
});

export const modifyFolder = operation({
  method: "PATCH",
  path: "/v1/folders/{folder_id}",
  operationId: "modify_folder",
  summary: "Modify folder",
  params: folderParams,
  body: SourceUpdate,
  response: Folder,
});

export const deleteFolder = operation({
  method: "DELETE",
  path: "/v1/folders/{folder_id}",
  operationId: "delete_folder",
  summary: "Delete folder",
  params: folderParams,
  response: z.unknown(),
});

export const getFolderByName = operation({
  method: "GET",
  path: "/v1/folders/name/{folder_name}",
  operationId: "get_folder_by_name",
  summary: "Get folder by name",
  deprecated: true,
  params: z.object({ folder_name: z.string() }),
  response: z.string(),
});

export const retrieveMetadata = operation({
  method: "GET",
  path: "/v1/folders/metadata",
  operationId: "retrieve_metadata",
  summary: "Retrieve metadata",
  query: z.object({
    include_detailed_per_source_metadata: z.boolean().default(false),
  }),
  response: OrganizationSourcesStats,
});

export const listFolders = operation({
  method: "GET",
  path: "/v1/folders/",
  operationId: "list_folders",
  summary: "List folders",
  query: z.object({
    ...page({ order: "asc" }),
    name: z.string().optional(),
  }),
  response: z.array(Folder),
});

export const createFolder = operation({
  method: "POST",
  path: "/v1/folders/",
  operationId: "create_folder",
  summary: "Create folder",
  body: SourceCreate,
  response: Folder,
});

export const uploadFileToFolder = operation({
  method: "POST",
  path: "/v1/folders/{folder_id}/upload",
  operationId: "upload_file_to_folder",
  summary: "Upload file to folder",
  params: folderParams,
  query: z.object({
    duplicate_handling: DuplicateFileHandling.default("suffix"),
    name: z.string().optional(),
  }),
  body: Body_upload_file_to_folder,
  multipart: true,
  response: FileMetadata,
});

export const listAgentsForFolder = operation({
  method: "GET",
  path: "/v1/folders/{folder_id}/agents",
  operationId: "list_agents_for_folder",
  summary: "List agents for folder",
  params: folderParams,
  query: z.object({
    ...page(),
  }),
  response: z.array(z.string()),
});

export const listFolderPassages = operation({
  method: "GET",
  path: "/v1/folders/{folder_id}/passages",
  operationId: "list_folder_passages",
  summary: "List folder passages",
  params: folderParams,
  query: z.object({
    ...page({ limit: 100 }),
  }),
  response: z.array(Passage),
});

export const listFilesForFolder = operation({
  method: "GET",
  path: "/v1/folders/{folder_id}/files",
  operationId: "list_files_for_folder",
  summary: "List files for folder",
  params: folderParams,
  query: z.object({
    ...page({ limit: 1000 }),
    include_content: z.boolean().default(false),
  }),
  response: z.array(FileMetadata),
});

export const retrieveFile = operation({
  method: "GET",
  path: "/v1/folders/{folder_id}/files/{file_id}",
  operationId: "retrieve_file",
  summary: "Retrieve file",
  params: folderFileParams,
  query: z.object({
    include_content: z.boolean().default(false),
  }),
  response: FileMetadata,
});

export const deleteFileFromFolder = operation({
  method: "DELETE",
  path: "/v1/folders/{folder_id}/{file_id}",
  operationId: "delete_file_from_folder",
  summary: "Delete file from folder",
  params: folderFileParams,
  response: noContent,
  status: 204,
});
