import type { Context } from "../context";
import { transaction } from "../transaction";
import type { AgentRelation } from "./agent-relations";
import { findAgent } from "./agent-row";
import { insertAgent } from "./insert-agent";
import { loadAgentState } from "./load-agent-states";
import type { NewAgent } from "./new-agent";
import { type AgentPlan, planAgent } from "./plan-agent";
import { insertPartner, type PartnerPlan, planPartner } from "./sleeptime-partner";

/**
 * Creates an agent with everything the request gives it, and the agent that tends its memory when that is wanted.
 * All is decided first and written in one short transaction.
 */
export async function createAgent(ctx: Context, input: NewAgent) {
  const plan = await planAgent(ctx, input);
  const partner = input.enable_sleeptime ? await planPartner(ctx, plan.agent, plan.blocks) : null;
  const row = await transaction(ctx, async (tx) => {
    await insertAgent(tx, plan);
    if (partner) await insertPartner(tx, partner);
    return findAgent(tx, plan.agent.id);
  });
  return loadAgentState(ctx, row, relationsOf(plan, partner));
}

/** Looking for what was not created would only find nothing. */
function relationsOf(plan: AgentPlan, partner: PartnerPlan | null): AgentRelation[] {
  const relations: [AgentRelation, boolean][] = [
    ["blocks", plan.blocks.length > 0 || plan.files.length > 0],
    ["identities", plan.identityIds.length > 0],
    ["managed_group", partner !== null],
    ["secrets", Object.keys(plan.secrets).length > 0],
    ["sources", plan.folders.length > 0 || plan.ownFolderName !== null],
    ["tags", true],
    ["tools", plan.tools.length > 0],
  ];
  return relations.filter(([, isThere]) => isThere).map(([relation]) => relation);
}
