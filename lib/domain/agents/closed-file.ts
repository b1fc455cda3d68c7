import type { File, Folder } from "@/lib/generated/prisma/client";

/** A file as an agent's link names it: behind its folder. */
export function closedFile(file: File, folders: Folder[]) {
  const folder = folders.find(({ id }) => id === file.folder_id);
  return { folder_id: file.folder_id, file_name: `${folder?.name}/${file.file_name}` };
}
