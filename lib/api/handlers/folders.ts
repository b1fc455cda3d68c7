import { FileMetadata } from "@/lib/contract/folders/schemas";
import type { folders as contract } from "@/lib/contract/registry";
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

export const folders: Handlers<typeof contract> = {
  countFolders: ({ ctx }) => countFolders(ctx),
  retrieveFolder: ({ ctx, params }) => getFolder(ctx, params.folder_id),
  modifyFolder: ({ ctx, params, body }) => updateFolder(ctx, params.folder_id, body),
  deleteFolder: ({ ctx, params }) => deleteFolder(ctx, params.folder_id),
  getFolderByName: ({ ctx, params }) => folderIdByName(ctx, params.folder_name),
  retrieveMetadata: ({ ctx, query }) =>
    folderStats(ctx, { isDetailed: query.include_detailed_per_source_metadata }),
  listFolders: ({ ctx, query: { name, ...page } }) => listFolders(ctx, { name }, page),
  createFolder: ({ ctx, body }) => createFolder(ctx, body),
  uploadFileToFolder: ({ ctx, params, query, body }) =>
    receiveFile(ctx, params.folder_id, body.file, query, FileMetadata),
  listAgentsForFolder: ({ ctx, params, query }) => listAgentsOfFolder(ctx, params.folder_id, query),
  listFolderPassages: ({ ctx, params, query }) => listFolderPassages(ctx, params.folder_id, query),
  listFilesForFolder: ({ ctx, params, query: { include_content, ...page } }) =>
    listFiles(ctx, params.folder_id, page, { include_content }),
  retrieveFile: ({ ctx, params: { folder_id, file_id }, query }) =>
    getFile(ctx, { folderId: folder_id, fileId: file_id }, query),
  deleteFileFromFolder: ({ ctx, params: { folder_id, file_id } }) =>
    deleteFile(ctx, { folderId: folder_id, fileId: file_id }),
};
