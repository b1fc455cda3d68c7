import type { agents as contract } from "@/lib/contract/registry";
import { allRelations } from "@/lib/domain/agents/agent-relations";
import { getAgent } from "@/lib/domain/agents/get-agent";
import { attachBlock } from "@/lib/domain/blocks/attach-block";
import {
  getCoreMemoryBlock,
  listCoreMemoryBlocks,
  updateCoreMemoryBlock,
} from "@/lib/domain/blocks/core-memory";
import { detachBlock } from "@/lib/domain/blocks/detach-block";
import type { Handlers } from "../../handlers";

export const agentBlocks = {
  listCoreMemoryBlocks: ({ ctx, params, query }) => listCoreMemoryBlocks(ctx, params.agent_id, query),
  retrieveCoreMemoryBlock: ({ ctx, params: { agent_id, block_label } }) =>
    getCoreMemoryBlock(ctx, { agentId: agent_id, label: block_label }),
  modifyCoreMemoryBlock: ({ ctx, params: { agent_id, block_label }, body }) =>
    updateCoreMemoryBlock(ctx, { agentId: agent_id, label: block_label }, body),
  attachCoreMemoryBlock: async ({ ctx, params: { agent_id, block_id } }) => {
    await attachBlock(ctx, { agentId: agent_id, blockId: block_id });
    return getAgent(ctx, agent_id, allRelations);
  },
  detachCoreMemoryBlock: async ({ ctx, params: { agent_id, block_id } }) => {
    await detachBlock(ctx, { agentId: agent_id, blockId: block_id });
    return getAgent(ctx, agent_id, allRelations);
  },
} satisfies Partial<Handlers<typeof contract>>;
