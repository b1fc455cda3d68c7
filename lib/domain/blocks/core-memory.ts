import { AppError } from "@/lib/shared/errors";
import { assertAgentExists, findAgent } from "../agents/agent-row";
import { loadRelated } from "../agents/load-agent-states";
import { toMemory } from "../agents/to-agent-state";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { type BlockRow, toBlock } from "./block";
import { type BlockChange, updateBlock } from "./update-block";

/** The agent's memory blocks and files, as the deprecated operation gives them. */
export async function getCoreMemory(ctx: Context, agentId: string) {
  const agent = await findAgent(ctx, agentId);
  const related = await loadRelated(ctx, [agent], ["blocks"]);
  return toMemory(agent, related(agent));
}

export async function listCoreMemoryBlocks(ctx: Context, agentId: string, query: Page) {
  await assertAgentExists(ctx, agentId);
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: { organization_id: organizationId, agents: { some: { agent_id: agentId } } },
    organizationId,
    page: query,
    defaultLimit: 100,
    find: (page) => ctx.db.block.findMany(page),
  });
  return rows.map(toBlock);
}

export const getCoreMemoryBlock = async (ctx: Context, target: Labelled) =>
  toBlock(await findByLabel(ctx, target));

/** Changes the agent's block of this label, as `updateBlock` does. */
export async function updateCoreMemoryBlock(ctx: Context, target: Labelled, change: BlockChange) {
  const block = await findByLabel(ctx, target);
  return updateBlock(ctx, block.id, change);
}

interface Labelled {
  agentId: string;
  label: string;
}

/** @throws AppError `not_found` for a missing agent, or one without a block of this label */
async function findByLabel(ctx: Context, { agentId, label }: Labelled): Promise<BlockRow> {
  const link = await ctx.db.agentBlock.findFirst({
    where: { agent_id: agentId, label, organization_id: ctx.actor.organizationId },
    include: { block: true },
  });
  if (link) return link.block;
  await assertAgentExists(ctx, agentId);
  throw new AppError("not_found", `Block with label '${label}' not found for agent '${agentId}'`);
}
