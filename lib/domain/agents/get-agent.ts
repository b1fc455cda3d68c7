import type { Context } from "../context";
import type { AgentRelation } from "./agent-relations";
import { findAgent } from "./agent-row";
import { loadAgentState } from "./load-agent-states";

export const getAgent = async (ctx: Context, id: string, relations: AgentRelation[]) =>
  loadAgentState(ctx, await findAgent(ctx, id), relations);
