import { fileToolNames } from "@/lib/runtime/tools/default-tools";
import type { AgentRow } from "../agents/agent-row";
import { findTools } from "../agents/agent-tools";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";

/** Ids of an agent's folders, in the order they were attached. */
export async function folderIdsOf(tx: Context, agent_id: string): Promise<string[]> {
  const links = await tx.db.agentFolder.findMany({
    where: { agent_id, organization_id: tx.actor.organizationId },
    orderBy: { created_at: "asc" },
    select: { folder_id: true },
  });
  return links.map(({ folder_id }) => folder_id);
}

/** The file tools come with an agent's first folder … */
export async function addFileTools(tx: Context, agent_id: string): Promise<void> {
  const tools = await findTools(tx, { builtIn: fileToolNames, names: [], ids: [] });
  const now = tx.clock.now().getTime();
  await tx.db.agentTool.createMany({
    data: tools.map(({ id }, index) => ({
      organization_id: tx.actor.organizationId,
      agent_id,
      tool_id: id,
      created_at: new Date(now + index),
    })),
    skipDuplicates: true,
  });
}

/** … and go with its last. */
export async function dropUnusedFileTools(tx: Context, agent_id: string): Promise<void> {
  if ((await folderIdsOf(tx, agent_id)).length > 0) return;
  await tx.db.agentTool.deleteMany({
    where: {
      agent_id,
      organization_id: tx.actor.organizationId,
      tool: { name: { in: fileToolNames }, tool_type: "letta_files_core" },
    },
  });
}

/** Notes in the agent's history that its folders are others now. */
export async function recordFolders(tx: Context, agent: AgentRow, before: string[]): Promise<void> {
  await tx.db.agent.update({
    where: { id: agent.id, organization_id: tx.actor.organizationId },
    data: { version: { increment: 1 } },
  });
  await recordEvent(tx, {
    entityType: "agent",
    entityId: agent.id,
    action: "updated",
    version: agent.version + 1,
    before: { folder_ids: before },
    after: { folder_ids: await folderIdsOf(tx, agent.id) },
  });
}
