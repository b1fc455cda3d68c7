import type { embeddings as contract } from "@/lib/contract/registry";
import { storageSize } from "@/lib/domain/passages/storage-size";
import type { Handlers } from "../handlers";

export const embeddings: Handlers<typeof contract> = {
  getTotalStorageSize: ({ ctx, headers }) =>
    storageSize(ctx, headers.get("storage_unit") ?? headers.get("storage-unit") ?? "GB"),
};
