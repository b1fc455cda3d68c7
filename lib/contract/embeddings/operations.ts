import { z } from "zod";
import { operation } from "../operation";

export const getTotalStorageSize = operation({
  method: "GET",
  path: "/v1/embeddings/total_storage_size",
  operationId: "get_total_storage_size",
  summary: "Get total storage size",
  headers: z.object({ "storage-unit": z.string().default("GB") }),
  response: z.number(),
});
