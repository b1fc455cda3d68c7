import { z } from "zod";
import { operation } from "../operation";
import { PassageSearchRequest, PassageSearchResult } from "./schemas";

export const searchPassages = operation({
  method: "POST",
  path: "/v1/passages/search",
  operationId: "search_passages",
  summary: "Search passages",
  body: PassageSearchRequest,
  response: z.array(PassageSearchResult),
});
