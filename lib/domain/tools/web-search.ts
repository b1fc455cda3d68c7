import { ToolError } from "@/lib/runtime/tools/tool-error";
import { WebError, type WebQuery } from "@/lib/runtime/web";
import type { ToolFunction } from "./tool-scope";
import { webKeyFor } from "./web-key";

const resultsDefault = 10;
const resultsMax = 100;

/** Searches the web. What the service refuses is an answer that the model reads, not a failure of the tool. */
export const webSearch: ToolFunction = async ({ ctx, agent, signal }, args) => {
  const { num_results, ...given } = args as unknown as WebQuery;
  if (given.query.trim() === "") return json({ error: "The query is empty; say what to search for." });
  const key = await webKeyFor(ctx, agent.id);
  if (key === null)
    throw new ToolError(
      "Web search is not set up: it needs a key of the search service Exa, as the secret EXA_API_KEY of this agent or as a setting of the server.",
    );
  const query = { ...given, num_results: Math.min(Math.max(num_results ?? resultsDefault, 1), resultsMax) };
  try {
    return json({ query: query.query, results: await ctx.web.search(query, { key, signal }) });
  } catch (error) {
    if (error instanceof WebError) return json({ query: query.query, error: error.message });
    throw error;
  }
};

const json = (value: object) => JSON.stringify(value, null, 2);
