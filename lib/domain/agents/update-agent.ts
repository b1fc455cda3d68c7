import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { recompileConversationsOf } from "../conversations/recompile-conversations";
import { difference, recordEvents, type StateChange } from "../events/record-event";
import { transaction } from "../transaction";
import type { AgentChange } from "./agent-change";
import { allRelations } from "./agent-relations";
import { type AgentRow, agentConfig, findAgent, lockAgent } from "./agent-row";
import { assertFileLimits, assertNoGitMemory } from "./assert-creatable";
import { changedColumns } from "./changed-columns";
import { loadAgentState } from "./load-agent-states";
import { replaceLinks } from "./replace-links";
import { type ResolvedChange, resolveChange } from "./resolve-change";
import { insertPartner, planPartner } from "./sleeptime-partner";
import { recompileSystemMessages } from "./system-message";

/**
 * Changes an agent. Null and absent fields stay as they are; sets of ids, tags and secrets are replaced as a whole.
 * The system message follows at its next recompilation; only folders are seen, or gone, at once, as when they are
 * attached one by one.
 * @throws AppError `not_found`, and whatever the new values cannot be
 */
export async function updateAgent(ctx: Context, id: string, change: AgentChange) {
  assertFileLimits(change);
  assertNoGitMemory(change.tags ?? []);
  await findAgent(ctx, id);
  const resolved = await resolveChange(ctx, change);
  await transaction(change.enable_sleeptime ? await withListedModels(ctx) : ctx, async (tx) => {
    const row = await lockAgent(tx, id);
    const columns = changedColumns(row, change, resolved, await newTools(tx, id, resolved));
    const links = await replaceLinks(tx, row, change, resolved);
    const changed = difference<Record<string, unknown>>(row, columns);
    if (changed || links.length > 0) await store(tx, row, changed, links);
    if (resolved.folders) await showFolders(tx, id, links);
    if (change.enable_sleeptime) await ensurePartner(tx, id);
  });
  return loadAgentState(ctx, await findAgent(ctx, id), allRelations);
}

/** A partner is planned with what models there are. Providers are asked here: not while the agent is locked. */
async function withListedModels(ctx: Context): Promise<Context> {
  const { organizationId } = ctx.actor;
  const [models, embeddings] = await Promise.all([
    ctx.models.listModels(organizationId),
    ctx.models.listEmbeddingModels(organizationId),
  ]);
  const listed = { listModels: async () => models, listEmbeddingModels: async () => embeddings };
  return { ...ctx, models: { ...ctx.models, ...listed } };
}

async function newTools(tx: Context, agent_id: string, { tools }: ResolvedChange) {
  if (!tools) return [];
  const attached = await tx.db.agentTool.findMany({ where: { agent_id }, select: { tool_id: true } });
  return tools.filter(({ id }) => !attached.some(({ tool_id }) => tool_id === id));
}

async function showFolders(tx: Context, id: string, links: StateChange[]): Promise<void> {
  const haveChanged = links.some(({ after }) => Object.hasOwn(Object(after), "folder_ids"));
  if (!haveChanged) return;
  await recompileSystemMessages(tx, [id], { updateTimestamp: false });
  await recompileConversationsOf(tx, [id]);
}

type Changed = ReturnType<typeof difference<Record<string, unknown>>>;

async function store(tx: Context, row: AgentRow, changed: Changed, links: StateChange[]): Promise<void> {
  await tx.db.agent.update({
    where: { id: row.id },
    data: {
      ...(changed?.after as Prisma.AgentUpdateInput | undefined),
      version: { increment: 1 },
      last_updated_by_id: tx.actor.userId,
    },
  });
  await recordEvents(tx, [...(changed ? events(row, changed) : []), ...links]);
}

/** The window has an event of its own kind, since undoing it means something else than undoing a setting. */
function events(row: AgentRow, { before, after }: NonNullable<Changed>): StateChange[] {
  const { message_ids: oldWindow, ...oldFields } = before;
  const { message_ids: newWindow, ...newFields } = after;
  const entity = { entityType: "agent" as const, entityId: row.id, version: row.version + 1 };
  const all: StateChange[] = [];
  if (Object.keys(newFields).length > 0)
    all.push({ ...entity, action: "updated", before: oldFields, after: newFields });
  if (newWindow)
    all.push({
      ...entity,
      action: "messages_replaced",
      before: { message_ids: oldWindow },
      after: { message_ids: newWindow },
    });
  return all;
}

/** Gives the agent the one that tends its memory, unless it manages a group already. */
async function ensurePartner(tx: Context, id: string): Promise<void> {
  const group = await tx.db.group.findFirst({ where: { manager_agent_id: id }, select: { id: true } });
  if (group) return;
  const row = await findAgent(tx, id);
  const links = await tx.db.agentBlock.findMany({
    where: { agent_id: id },
    include: { block: true },
    orderBy: { created_at: "asc" },
  });
  const { llm_config, embedding_config } = agentConfig(row);
  await insertPartner(
    tx,
    await planPartner(
      tx,
      { ...row, llm_config, embedding_config },
      links.map(({ block }) => block),
    ),
  );
}
