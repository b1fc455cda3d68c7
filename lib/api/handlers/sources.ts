import { FileMetadata } from "@/lib/contract/folders/schemas";
import type { sources as contract } from "@/lib/contract/registry";
import { deleteFile } from "@/lib/domain/files/delete-file";
import { getFile, listFiles } from "@/lib/domain/files/list-files";
import { createFolder } from "@/lib/domain/folders/create-folder";
import { deleteFolder } from "@/lib/domain/folders/delete-folder";
import { getFolder } from "@/lib/domain/folders/folder";
import { folderIdByName } from "@/lib/domain/folders/folder-by-name";
import { folderStats } from "@/lib/domain/folders/folder-stats";
import { listFolderPassages } from "@/lib/domain/folders/list-folder-passages";
import { countFolders, listAgentsOfFolder, listFolders } from "@/lib/domain/folders/list-folders";
import { updateFolder } from "@/lib/domain/folders/update-folder";
import type { Handlers } from "../handlers";
import { receiveFile } from "./receive-file";

/** The older name of folders. Its lists have no pages. */
export const sources: Handlers<typeof contract> = {
  countSources: ({ ctx }) => countFolders(ctx),
  retrieveSource: ({ ctx, params }) => getFolder(ctx, params.source_id),
  modifySource: ({ ctx, params, body }) => updateFolder(ctx, params.source_id, body),
  deleteSource: ({ ctx, params }) => deleteFolder(ctx, params.source_id),
  getSourceIdByName: ({ ctx, params }) => folderIdByName(ctx, params.source_name),
  getSourcesMetadata: ({ ctx, query }) =>
    folderStats(ctx, { isDetailed: query.include_detailed_per_source_metadata }),
  listSources: ({ ctx }) => listFolders(ctx, {}, { limit: 0 }),
  createSource: ({ ctx, body }) => createFolder(ctx, body),
  uploadFileToSource: ({ ctx, params, query, body }) =>
    receiveFile(ctx, params.source_id, body.file, query, FileMetadata),
  getAgentsForSource: ({ ctx, params }) => listAgentsOfFolder(ctx, params.source_id, { limit: 0 }),
  listSourcePassages: ({ ctx, params, query }) => listFolderPassages(ctx, params.source_id, query),
  listSourceFiles: ({ ctx, params, query: { include_content, check_status_updates, ...page } }) =>
    listFiles(ctx, params.source_id, page, { include_content, check_status_updates }),
  getFileMetadata: ({ ctx, params: { source_id, file_id }, query }) =>
    getFile(ctx, { folderId: source_id, fileId: file_id }, query),
  deleteFileFromSource: ({ ctx, params: { source_id, file_id } }) =>
    deleteFile(ctx, { folderId: source_id, fileId: file_id }),
};
