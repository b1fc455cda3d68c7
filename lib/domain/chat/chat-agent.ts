import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { type AgentRow, findAgent } from "../agents/agent-row";
import type { Context } from "../context";

/**
 * The agent that a chat completion's `model` names: by its id, with or without a provider before it, or by its name.
 * @throws AppError `not_found` for an unknown id; `invalid_argument` for a name that no agent or more than one has
 */
export async function chatAgent(ctx: Context, model: string): Promise<AgentRow> {
  const id = model.slice(model.lastIndexOf("/") + 1);
  if (isId("agent", id)) return findAgent(ctx, id);
  const names = model.startsWith("letta/") ? [model, model.slice("letta/".length)] : [model];
  const where = { organization_id: ctx.actor.organizationId, name: { in: names } };
  const [agent, another] = await ctx.db.agent.findMany({ where, orderBy: { created_at: "asc" }, take: 2 });
  if (!agent && model.startsWith("agent-")) throw new AppError("not_found", `Agent '${model}' not found`);
  if (!agent)
    throw new AppError(
      "invalid_argument",
      `No agent is called '${model}': model must be an agent's id (agent-<uuid4>) or name`,
    );
  if (another)
    throw new AppError(
      "invalid_argument",
      `More than one agent is called '${model}': give the id of the one that is meant`,
    );
  return agent;
}
