import { z } from "zod";
import { id, page } from "../../common";
import { Group } from "../../groups/schemas";
import { operation } from "../../operation";

const identityAgentParams = z.object({ identity_id: z.string(), agent_id: id("agent") });

export const attachIdentityToAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/identities/attach/{identity_id}",
  operationId: "attach_identity_to_agent",
  summary: "Attach identity to agent",
  params: identityAgentParams,
  response: z.unknown(),
});

export const detachIdentityFromAgent = operation({
  method: "PATCH",
  path: "/v1/agents/{agent_id}/identities/detach/{identity_id}",
  operationId: "detach_identity_from_agent",
  summary: "Detach identity from agent",
  params: identityAgentParams,
  response: z.unknown(),
});

export const listGroupsForAgent = operation({
  method: "GET",
  path: "/v1/agents/{agent_id}/groups",
  operationId: "list_groups_for_agent",
  summary: "List groups for agent",
  params: z.object({ agent_id: id("agent") }),
  query: z.object({
    ...page({ limit: 100 }),
    manager_type: z.string().optional(),
  }),
  response: z.array(Group),
});
