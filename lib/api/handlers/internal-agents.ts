import type { internalAgents as contract } from "@/lib/contract/registry";
import { countAgents } from "@/lib/domain/agents/list-agents";
import { updateCoreMemoryBlock } from "@/lib/domain/blocks/core-memory";
import type { Handlers } from "../handlers";

export const internalAgents: Handlers<typeof contract> = {
  countInternalAgents: ({ ctx, query }) => countAgents(ctx, { show_hidden_agents: !query.exclude_hidden }),
  modifyInternalCoreMemoryBlock: ({ ctx, params: { agent_id, block_label }, body }) =>
    updateCoreMemoryBlock(ctx, { agentId: agent_id, label: block_label }, body),
};
