import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import { blockState } from "../blocks/block";
import type { Context } from "../context";
import { recordEvents, type StateChange } from "../events/record-event";
import { linkFiles } from "../files/link-files";
import { insertMessages } from "../messages/insert-messages";
import { findAgent } from "./agent-row";
import { secretColumns } from "./agent-secrets";
import type { AgentPlan } from "./plan-agent";
import { recompileSystemMessages } from "./system-message";

/** Writes the rows of a planned agent. */
export async function insertAgent(tx: Context, plan: AgentPlan): Promise<void> {
  const { agent } = plan;
  const newBlocks = [...plan.blocks, ...plan.spareBlocks].flatMap(({ columns }) => columns ?? []);
  const ownFolderIds = await createOwnFolder(tx, plan);
  await tx.db.agent.create({ data: agent as unknown as Prisma.AgentCreateInput });
  if (newBlocks.length > 0) await tx.db.block.createMany({ data: newBlocks });
  await insertLinks(tx, plan, [...plan.folders.map(({ id }) => id), ...ownFolderIds]);
  const secrets = secretColumns(tx, agent.id, plan.secrets);
  if (secrets.length > 0) await tx.db.agentSecret.createMany({ data: secrets });
  await insertMessages(tx, agent.id, plan.messages);
  await recordEvents(tx, createdEvents(plan));
  if (plan.files.length > 0) await showFiles(tx, plan);
}

/** The files of the given folders, as many of them open as may be; the system message was compiled without them. */
async function showFiles(tx: Context, { agent, files, folders }: AgentPlan): Promise<void> {
  const given = files.flatMap((file) => {
    const folder = folders.find(({ id }) => id === file.folder_id);
    return folder ? [{ file, folder }] : [];
  });
  await linkFiles(tx, await findAgent(tx, agent.id), given);
  await recompileSystemMessages(tx, [agent.id], { updateTimestamp: false });
}

async function insertLinks(tx: Context, plan: AgentPlan, folderIds: string[]): Promise<void> {
  const link = (index: number) => ({
    organization_id: tx.actor.organizationId,
    agent_id: plan.agent.id,
    created_at: inOrder(tx, index),
  });
  const blocks = plan.blocks.map(({ id, label }, index) => ({ ...link(index), block_id: id, label }));
  const tools = plan.tools.map(({ id }, index) => ({ ...link(index), tool_id: id }));
  const folders = folderIds.map((folder_id, index) => ({ ...link(index), folder_id }));
  const identities = [...new Set(plan.identityIds)].map((identity_id, index) => ({
    ...link(index),
    identity_id,
  }));
  if (blocks.length > 0) await tx.db.agentBlock.createMany({ data: blocks });
  if (tools.length > 0) await tx.db.agentTool.createMany({ data: tools });
  if (folders.length > 0) await tx.db.agentFolder.createMany({ data: folders });
  if (identities.length > 0) await tx.db.agentIdentity.createMany({ data: identities });
}

/** Links a millisecond apart keep the order they were given in. */
export const inOrder = (ctx: Context, index: number) => new Date(ctx.clock.now().getTime() + index);

async function createOwnFolder(tx: Context, { agent, ownFolderName }: AgentPlan): Promise<string[]> {
  if (!ownFolderName) return [];
  if (!agent.embedding_config)
    throw new AppError("invalid_argument", "include_default_source needs an embedding model");
  const { id } = await tx.db.folder.create({
    data: {
      id: tx.ids.next("source"),
      organization_id: tx.actor.organizationId,
      name: ownFolderName,
      embedding_config: agent.embedding_config as unknown as Prisma.InputJsonValue,
      created_by_id: tx.actor.userId,
      last_updated_by_id: tx.actor.userId,
    },
  });
  return [id];
}

function createdEvents({ agent, blocks, spareBlocks, tools, messages }: AgentPlan): StateChange[] {
  const { id, organization_id: _, ...fields } = agent;
  const created = [...blocks, ...spareBlocks].flatMap((block): StateChange[] =>
    block.columns
      ? [
          {
            entityType: "block",
            entityId: block.id,
            action: "created",
            version: 1,
            after: blockState(block.columns),
          },
        ]
      : [],
  );
  const attached = blocks.map(
    ({ id: blockId, label }): StateChange => ({
      entityType: "block",
      entityId: blockId,
      agentId: id,
      action: "attached",
      after: { label },
    }),
  );
  const after = {
    ...fields,
    tool_ids: tools.map((tool) => tool.id),
    block_ids: blocks.map((block) => block.id),
  };
  const [system] = messages;
  const compiled = { message_id: system.id, content: messages[0].content };
  return [
    { entityType: "agent", entityId: id, action: "created", version: 1, after },
    ...created,
    ...attached,
    { entityType: "agent", entityId: id, action: "recompiled", version: 1, after: compiled },
  ];
}
