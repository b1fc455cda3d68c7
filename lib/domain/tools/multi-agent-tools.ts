import { pythonText } from "@/lib/runtime/python-text";
import { askAgent, tellAgent } from "./ask-agent";
import { askAgents } from "./ask-agents";
import type { ToolFunction } from "./tool-scope";

const agentsMax = 100;

interface Direct {
  message: string;
  other_agent_id: string;
}

/** The answer as text: a mapping as Python prints it, which is what agents of this kind were taught to read. */
export const sendAndWaitForReply: ToolFunction = async (scope, args) => {
  const { message, other_agent_id: to } = args as unknown as Direct;
  return pythonText(await askAgent(scope, { to, message }));
};

export const sendWithoutWaiting: ToolFunction = async (scope, args) => {
  const { message, other_agent_id: to } = args as unknown as Direct;
  await tellAgent(scope, { to, message });
  return "Successfully sent message";
};

/** Asks the agents that have all of one set of tags and, if there is another, one of that; never the sender itself. */
export const sendToMatchingTags: ToolFunction = async (scope, args) => {
  const { message, match_all, match_some } = args as {
    message: string;
    match_all: string[];
    match_some: string[];
  };
  const { ctx, agent } = scope;
  const matching = await ctx.db.agent.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      id: { not: agent.id },
      AND: [
        ...(match_all.length > 0 ? [{ tags: { hasEvery: match_all } }] : []),
        ...(match_some.length > 0 ? [{ tags: { hasSome: match_some } }] : []),
      ],
    },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    take: agentsMax,
    select: { id: true },
  });
  return askAgents(
    scope,
    matching.map(({ id }) => id),
    { message },
  );
};
