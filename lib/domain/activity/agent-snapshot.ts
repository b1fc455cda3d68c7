import type { Context } from "../context";

/** How an agent stands: what a reader of its activity compares. */
export interface AgentSnapshot {
  version: number;
  blocks: Map<string, BlockMark>;
  /** The newest runs, and older ones that were not over when last seen. */
  runs: Map<string, RunMark>;
}

interface BlockMark {
  block_id: string;
  label: string;
  version: number;
}

export interface RunMark {
  run_id: string;
  conversation_id: string | null;
  status: string;
  stop_reason: string | null;
}

const NEWEST_RUNS = 20;

export const isOver = ({ status }: RunMark) => status !== "created" && status !== "running";

/** Null when there is no such agent. */
export async function agentSnapshot(
  ctx: Context,
  agentId: string,
  seen?: AgentSnapshot,
): Promise<AgentSnapshot | null> {
  const organization_id = ctx.actor.organizationId;
  const agent = await ctx.db.agent.findFirst({
    where: { id: agentId, organization_id },
    select: { version: true },
  });
  if (!agent) return null;
  const links = await ctx.db.agentBlock.findMany({
    where: { agent_id: agentId, organization_id },
    select: { label: true, block: { select: { id: true, version: true } } },
    orderBy: { created_at: "asc" },
  });
  return {
    version: agent.version,
    blocks: new Map(
      links.map(({ label, block }) => [block.id, { block_id: block.id, label, version: block.version }]),
    ),
    runs: await newestRuns(ctx, agentId, seen),
  };
}

async function newestRuns(
  ctx: Context,
  agent_id: string,
  seen?: AgentSnapshot,
): Promise<Map<string, RunMark>> {
  const organization_id = ctx.actor.organizationId;
  const select = { id: true, conversation_id: true, status: true, stop_reason: true };
  const newest = await ctx.db.run.findMany({
    where: { organization_id, agent_id },
    select,
    orderBy: [{ created_at: "desc" }, { id: "desc" }],
    take: NEWEST_RUNS,
  });
  const known = new Set(newest.map(({ id }) => id));
  const open = [...(seen?.runs.values() ?? [])].filter((run) => !isOver(run) && !known.has(run.run_id));
  const older = open.length
    ? await ctx.db.run.findMany({
        where: { organization_id, id: { in: open.map(({ run_id }) => run_id) } },
        select,
      })
    : [];
  return new Map([...newest, ...older].map(({ id, ...run }) => [id, { run_id: id, ...run }]));
}
