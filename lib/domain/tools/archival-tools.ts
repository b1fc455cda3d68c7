import { recompileSystemMessages } from "../agents/system-message";
import { insertAgentPassage } from "../passages/insert-agent-passage";
import { searchAgentPassages } from "../passages/search-agent-passages";
import type { ToolFunction } from "./tool-scope";

/** The system message says how much there is to remember, hence the recompilation. */
export const archivalMemoryInsert: ToolFunction = async ({ ctx, agent }, args) => {
  const { content, tags } = args as { content: string; tags?: string[] };
  await insertAgentPassage(ctx, agent.id, { text: content, tags }, async (tx) => {
    await recompileSystemMessages(tx, [agent.id], { updateTimestamp: false });
  });
  return null;
};

interface SearchArguments {
  query: string;
  tags?: string[];
  tag_match_mode?: "any" | "all";
  top_k?: number;
  start_datetime?: string;
  end_datetime?: string;
}

export const archivalMemorySearch: ToolFunction = async ({ ctx, agent, signal }, args) => {
  const found = await searchAgentPassages(ctx, agent, args as unknown as SearchArguments, { signal });
  return found.map(({ id, timestamp, content, tags }) => ({ id, timestamp, content, tags }));
};
