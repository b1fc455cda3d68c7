import type { agents as contract } from "@/lib/contract/registry";
import { contextOverview } from "@/lib/domain/agents/context-overview";
import { attachArchive, detachArchive } from "@/lib/domain/agents/set-agent-archive";
import { getCoreMemory } from "@/lib/domain/blocks/core-memory";
import type { Handlers } from "../../handlers";

export const memory = {
  retrieveAgentContextWindow: ({ ctx, params, query }) =>
    contextOverview(ctx, params.agent_id, query.conversation_id ?? null),
  retrieveAgentMemory: ({ ctx, params }) => getCoreMemory(ctx, params.agent_id),
  attachArchiveToAgent: ({ ctx, params }) =>
    attachArchive(ctx, { agentId: params.agent_id, archiveId: params.archive_id }),
  detachArchiveFromAgent: ({ ctx, params }) =>
    detachArchive(ctx, { agentId: params.agent_id, archiveId: params.archive_id }),
} satisfies Partial<Handlers<typeof contract>>;
