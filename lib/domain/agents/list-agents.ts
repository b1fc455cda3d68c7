import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { type AgentFilter, agentWhere } from "./agent-filter";
import type { AgentRelation } from "./agent-relations";
import { loadAgentStates } from "./load-agent-states";

export interface AgentQuery extends AgentFilter, Page {
  order_by?: string;
  /** Deprecated forms of `order` and `order_by`. */
  ascending?: boolean;
  sort_by?: string;
}

const columns = ["created_at", "updated_at", "last_run_completion"];

export async function listAgents(ctx: Context, query: AgentQuery, relations: AgentRelation[]) {
  const rows = await listPage({
    where: agentWhere(ctx, query),
    organizationId: ctx.actor.organizationId,
    page: { ...query, order: query.ascending ? "asc" : query.order },
    column: columnOf(query),
    find: (page) => ctx.db.agent.findMany(page),
  });
  return loadAgentStates(ctx, rows, relations);
}

function columnOf({ order_by = "created_at", sort_by = "" }: AgentQuery): string {
  return order_by === "created_at" && columns.includes(sort_by) ? sort_by : order_by;
}

export const countAgents = (ctx: Context, filter: AgentFilter): Promise<number> =>
  ctx.db.agent.count({ where: agentWhere(ctx, filter) });
