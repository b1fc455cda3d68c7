import type { agents as contract } from "@/lib/contract/registry";
import { listGroupsOfAgent } from "@/lib/domain/agents/agent-groups";
import { allRelations, relationsAsked } from "@/lib/domain/agents/agent-relations";
import { createAgent } from "@/lib/domain/agents/create-agent";
import { deleteAgent } from "@/lib/domain/agents/delete-agent";
import { getAgent } from "@/lib/domain/agents/get-agent";
import { countAgents, listAgents } from "@/lib/domain/agents/list-agents";
import { asSent } from "@/lib/domain/agents/new-agent";
import { recompileAgent } from "@/lib/domain/agents/recompile-agent";
import { resetMessages } from "@/lib/domain/agents/reset-messages";
import { attachIdentity, detachIdentity } from "@/lib/domain/agents/set-agent-identity";
import { updateAgent } from "@/lib/domain/agents/update-agent";
import type { Handlers } from "../../handlers";

export const crud = {
  listAgents: ({ ctx, client, query }) => listAgents(ctx, query, relationsAsked(query, client)),
  createAgent: ({ ctx, body, sent }) => createAgent(ctx, asSent(body, sent)),
  countAgents: ({ ctx, query }) => countAgents(ctx, query),
  modifyAgent: ({ ctx, params, body, sent }) => updateAgent(ctx, params.agent_id, asSent(body, sent)),
  retrieveAgent: ({ ctx, client, params, query }) =>
    // letta-code reads an agent without asking for anything, adds a tag, and writes the list back.
    getAgent(ctx, params.agent_id, relationsAsked(query, client, ["tags"])),
  deleteAgent: ({ ctx, params }) => deleteAgent(ctx, params.agent_id),
  recompileAgent: ({ ctx, params, query }) => recompileAgent(ctx, params.agent_id, query),
  recompileAgentSystemPrompt: ({ ctx, params, query }) => recompileAgent(ctx, params.agent_id, query),
  resetMessages: async ({ ctx, client, params: { agent_id }, body }) => {
    await resetMessages(ctx, agent_id, { withInitial: body.add_default_initial_messages ?? false });
    return client === "1.0" ? null : getAgent(ctx, agent_id, allRelations);
  },
  attachIdentityToAgent: ({ ctx, params }) =>
    attachIdentity(ctx, { agentId: params.agent_id, identityId: params.identity_id }),
  detachIdentityFromAgent: ({ ctx, params }) =>
    detachIdentity(ctx, { agentId: params.agent_id, identityId: params.identity_id }),
  listGroupsForAgent: ({ ctx, params, query }) => listGroupsOfAgent(ctx, params.agent_id, query),
} satisfies Partial<Handlers<typeof contract>>;
