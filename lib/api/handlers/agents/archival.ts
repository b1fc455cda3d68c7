import type { agents as contract } from "@/lib/contract/registry";
import { findAgent } from "@/lib/domain/agents/agent-row";
import { deleteAgentPassage } from "@/lib/domain/passages/delete-agent-passage";
import { insertAgentPassage } from "@/lib/domain/passages/insert-agent-passage";
import { listAgentPassages } from "@/lib/domain/passages/list-agent-passages";
import { toPassages } from "@/lib/domain/passages/passage";
import { searchAgentPassages } from "@/lib/domain/passages/search-agent-passages";
import type { Handlers } from "../../handlers";

export const archival = {
  listPassages: ({ ctx, params, query }) => listAgentPassages(ctx, params.agent_id, query),
  createPassage: async ({ ctx, params, body: { text, tags, created_at } }) => {
    const passage = { text, tags, created_at: created_at ? new Date(created_at) : null };
    return toPassages(ctx, [await insertAgentPassage(ctx, params.agent_id, passage)]);
  },
  searchArchivalMemory: async ({ ctx, params, query, signal }) => {
    const agent = await findAgent(ctx, params.agent_id);
    const results = await searchAgentPassages(ctx, agent, query, { signal });
    return { results, count: results.length };
  },
  deletePassage: async ({ ctx, params: { agent_id, memory_id } }) => {
    await deleteAgentPassage(ctx, agent_id, memory_id);
    return { message: `Memory id=${memory_id} successfully deleted` };
  },
} satisfies Partial<Handlers<typeof contract>>;
