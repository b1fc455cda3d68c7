import { z } from "zod";
import { deprecated, page } from "../common";
import { operation } from "../operation";

export const listTags = operation({
  method: "GET",
  path: "/v1/tags/",
  operationId: "list_tags",
  summary: "List tags",
  query: z.object({
    ...page({ order: "asc", orderBy: "name" }),
    query_text: deprecated(z.string().optional()),
    name: z.string().optional(),
  }),
  response: z.array(z.string()),
});
