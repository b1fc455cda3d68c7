import type { Folder, Tool } from "@/lib/generated/prisma/client";
import { fileToolNames } from "@/lib/runtime/tools/default-tools";
import { AppError } from "@/lib/shared/errors";
import type { BlockRow } from "../blocks/block";
import type { Context } from "../context";
import type { StateChange } from "../events/record-event";
import { linkFiles } from "../files/link-files";
import { assertAttachable } from "../mcp-servers/assert-attachable";
import type { AgentChange } from "./agent-change";
import type { AgentRow } from "./agent-row";
import { secretColumns } from "./agent-secrets";
import { inOrder } from "./insert-agent";
import type { ResolvedChange } from "./resolve-change";

/** Replaces the sets that a change names, and tells what happened to each. What is in both stays untouched. */
export async function replaceLinks(
  tx: Context,
  row: AgentRow,
  change: AgentChange,
  resolved: ResolvedChange,
): Promise<StateChange[]> {
  const events: (StateChange | null)[] = [];
  if (resolved.tools) events.push(await replaceTools(tx, row.id, resolved.tools));
  if (resolved.folders) events.push(await replaceFolders(tx, row, resolved.folders, resolved));
  if (resolved.blocks) events.push(...(await replaceBlocks(tx, row.id, resolved.blocks)));
  if (change.identity_ids) events.push(await replaceIdentities(tx, row.id, change.identity_ids));
  const secrets = change.secrets ?? change.tool_exec_environment_variables;
  if (secrets) events.push(await replaceSecrets(tx, row.id, secrets));
  return events.filter((event) => event !== null).map((event) => ({ version: row.version + 1, ...event }));
}

/** The ids to add, in order, and those to remove. */
function comparison(before: string[], after: string[]) {
  return {
    added: [...new Set(after)].filter((id) => !before.includes(id)),
    removed: before.filter((id) => !after.includes(id)),
  };
}

const link = (tx: Context, agent_id: string, index: number) => ({
  organization_id: tx.actor.organizationId,
  agent_id,
  created_at: inOrder(tx, index),
});

const updated = (agentId: string, before: object, after: object): StateChange => ({
  entityType: "agent",
  entityId: agentId,
  action: "updated",
  before,
  after,
});

async function replaceTools(tx: Context, agent_id: string, tools: Tool[]): Promise<StateChange | null> {
  const before = (await tx.db.agentTool.findMany({ where: { agent_id } })).map(({ tool_id }) => tool_id);
  const after = tools.map(({ id }) => id);
  const { added, removed } = comparison(before, after);
  if (added.length + removed.length === 0) return null;
  assertAttachable(tools.filter(({ id }) => added.includes(id)));
  await tx.db.agentTool.deleteMany({ where: { agent_id, tool_id: { in: removed } } });
  await tx.db.agentTool.createMany({
    data: added.map((tool_id, index) => ({ ...link(tx, agent_id, index), tool_id })),
  });
  return updated(agent_id, { tool_ids: before }, { tool_ids: after });
}

async function replaceFolders(
  tx: Context,
  row: AgentRow,
  folders: Folder[],
  { files, fileTools }: Pick<ResolvedChange, "files" | "fileTools">,
): Promise<StateChange | null> {
  const agent_id = row.id;
  const before = (await tx.db.agentFolder.findMany({ where: { agent_id } })).map(
    ({ folder_id }) => folder_id,
  );
  const after = folders.map(({ id }) => id);
  const { added, removed } = comparison(before, after);
  if (added.length + removed.length === 0) return null;
  await tx.db.agentFolder.deleteMany({ where: { agent_id, folder_id: { in: removed } } });
  await tx.db.agentFile.deleteMany({ where: { agent_id, folder_id: { in: removed } } });
  await tx.db.agentFolder.createMany({
    data: added.map((folder_id, index) => ({ ...link(tx, agent_id, index), folder_id })),
  });
  await linkFiles(
    tx,
    row,
    folders
      .filter(({ id }) => added.includes(id))
      .flatMap((folder) =>
        files.filter(({ folder_id }) => folder_id === folder.id).map((file) => ({ file, folder })),
      ),
  );
  await followWithFileTools(tx, agent_id, fileTools);
  return updated(agent_id, { folder_ids: before }, { folder_ids: after });
}

/** The file tools come with an agent's first folder and go with its last. */
async function followWithFileTools(tx: Context, agent_id: string, fileTools: Tool[]): Promise<void> {
  const data = fileTools.map(({ id }, index) => ({ ...link(tx, agent_id, index), tool_id: id }));
  if (data.length > 0) await tx.db.agentTool.createMany({ data, skipDuplicates: true });
  else
    await tx.db.agentTool.deleteMany({
      where: { agent_id, tool: { name: { in: fileToolNames }, tool_type: "letta_files_core" } },
    });
}

async function replaceBlocks(tx: Context, agent_id: string, blocks: BlockRow[]): Promise<StateChange[]> {
  const labels = blocks.map(({ label }) => label);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice) throw new AppError("conflict", `Two of the blocks have the label '${twice}'`);
  const links = await tx.db.agentBlock.findMany({ where: { agent_id } });
  const { added, removed } = comparison(
    links.map(({ block_id }) => block_id),
    blocks.map(({ id }) => id),
  );
  const isNew = blocks.filter(({ id }) => added.includes(id));
  if (removed.length > 0)
    await tx.db.agentBlock.deleteMany({ where: { agent_id, block_id: { in: removed } } });
  if (isNew.length > 0)
    await tx.db.agentBlock.createMany({
      data: isNew.map(({ id, label }, index) => ({ ...link(tx, agent_id, index), block_id: id, label })),
    });
  const event = { entityType: "block" as const, agentId: agent_id, version: undefined };
  return [
    ...links
      .filter(({ block_id }) => removed.includes(block_id))
      .map(
        ({ block_id, label }): StateChange => ({
          ...event,
          entityId: block_id,
          action: "detached",
          before: { label },
        }),
      ),
    ...isNew.map(
      ({ id, label }): StateChange => ({ ...event, entityId: id, action: "attached", after: { label } }),
    ),
  ];
}

async function replaceIdentities(tx: Context, agent_id: string, ids: string[]): Promise<StateChange | null> {
  const before = (await tx.db.agentIdentity.findMany({ where: { agent_id } })).map(
    ({ identity_id }) => identity_id,
  );
  const { added, removed } = comparison(before, ids);
  if (added.length + removed.length === 0) return null;
  await tx.db.agentIdentity.deleteMany({ where: { agent_id, identity_id: { in: removed } } });
  await tx.db.agentIdentity.createMany({
    data: added.map((identity_id, index) => ({ ...link(tx, agent_id, index), identity_id })),
  });
  return updated(agent_id, { identity_ids: before }, { identity_ids: ids });
}

/** History names the secrets that came and went, never their values. */
async function replaceSecrets(
  tx: Context,
  agent_id: string,
  secrets: Record<string, string>,
): Promise<StateChange> {
  const before = await tx.db.agentSecret.findMany({ where: { agent_id }, select: { key: true } });
  await tx.db.agentSecret.deleteMany({ where: { agent_id } });
  const data = secretColumns(tx, agent_id, secrets);
  if (data.length > 0) await tx.db.agentSecret.createMany({ data });
  return updated(
    agent_id,
    { secret_keys: before.map(({ key }) => key) },
    { secret_keys: Object.keys(secrets) },
  );
}
