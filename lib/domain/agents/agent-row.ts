import { type Agent, Prisma } from "@/lib/generated/prisma/client";
import type { EmbeddingConfig, LlmConfig, ResponseFormat } from "@/lib/runtime/model-config";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

export type AgentRow = Agent;

/**
 * The agent with this id in the caller's organisation.
 * @throws AppError `not_found`, in the words clients know
 */
export async function findAgent(ctx: Context, id: string): Promise<AgentRow> {
  const row = await ctx.db.agent.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw agentNotFound();
  return row;
}

/** For verbs that only need the agent to exist. */
export async function assertAgentExists(ctx: Context, id: string): Promise<void> {
  const row = await ctx.db.agent.findFirst({
    where: { id, organization_id: ctx.actor.organizationId },
    select: { id: true },
  });
  if (!row) throw agentNotFound();
}

export const agentNotFound = () => new AppError("not_found", "Agent not found", { exact: true });

/**
 * The agent, held for this transaction: whoever else changes it waits, so no change is lost.
 * @throws AppError `not_found`
 */
export async function lockAgent(tx: Context, id: string): Promise<AgentRow> {
  await lockAgents(tx, [id]);
  return findAgent(tx, id);
}

/** In the order of ids, so that two transactions never wait for each other. Rows that refer to agents can still be added. */
export async function lockAgents(tx: Context, ids: string[]): Promise<void> {
  await tx.db.$queryRaw(Prisma.sql`
    select id
    from agents
    where id = any(${ids})
      and organization_id = ${tx.actor.organizationId}
    order by id
    for no key update`);
}

type ConfigColumns = Pick<AgentRow, "llm_config" | "embedding_config" | "tool_rules" | "response_format">;

/** The JSON columns with the types they are written with. */
export const agentConfig = (row: ConfigColumns) => ({
  llm_config: row.llm_config as unknown as LlmConfig,
  embedding_config: row.embedding_config as unknown as EmbeddingConfig | null,
  tool_rules: row.tool_rules as unknown as ToolRule[],
  response_format: row.response_format as unknown as ResponseFormat | null,
});
