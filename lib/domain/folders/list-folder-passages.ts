import type { Context } from "../context";
import type { Page } from "../list-page";
import { listPassages } from "../passages/list-passages";
import { toPassages } from "../passages/passage";
import { findFolder } from "./folder";

/** Passages of a folder's files. */
export async function listFolderPassages(ctx: Context, folderId: string, page: Page) {
  await findFolder(ctx, folderId);
  return toPassages(ctx, await listPassages(ctx, { folder_id: folderId }, { page, unknownCursor: "ignore" }));
}
