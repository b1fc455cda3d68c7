import { z } from "zod";
import { id } from "../common";
import { operation } from "../operation";
import { RunOverview, Usage } from "./overviews";

/** What a list shows of many things at once, told in one answer instead of one for each row. */
const manyMax = 200;

export const listRunOverviews = operation({
  method: "GET",
  path: "/v1/_mneme/runs/overview",
  operationId: "mneme_list_run_overviews",
  summary: "List what runs were asked and what they took",
  query: z.object({ run_ids: z.array(id("run")).max(manyMax).default([]) }),
  response: z.array(RunOverview),
});

export const listUsage = operation({
  method: "GET",
  path: "/v1/_mneme/usage",
  operationId: "mneme_list_usage",
  summary: "List the agents that have blocks or tools",
  query: z.object({
    block_ids: z.array(id("block")).max(manyMax).default([]),
    tool_ids: z.array(id("tool")).max(manyMax).default([]),
    /** Agents named for each; all of them are counted. */
    agents_max: z.int().min(0).max(200).default(3),
  }),
  response: z.array(Usage),
});
