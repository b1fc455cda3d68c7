import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import { blockState } from "../blocks/block";
import type { Context } from "../context";
import { recordEvents, type StateChange } from "../events/record-event";
import { insertMessages } from "../messages/insert-messages";
import { secretColumns } from "./agent-secrets";
import { type AgentPlan, closedFile } from "./plan-agent";

/** Writes the rows of a planned agent. */
export async function insertAgent(tx: Context, plan: AgentPlan): Promise<void> {
  const { agent } = plan;
  const organization_id = tx.actor.organizationId;
  const link = { organization_id, agent_id: agent.id };
  const newBlocks = [...plan.blocks, ...plan.spareBlocks].flatMap(({ columns }) => columns ?? []);
  const folderIds = [...plan.folders.map(({ id }) => id), ...(await createOwnFolder(tx, plan))];
  await tx.db.agent.create({ data: agent as unknown as Prisma.AgentCreateInput });
  if (newBlocks.length > 0) await tx.db.block.createMany({ data: newBlocks });
  if (plan.blocks.length > 0)
    await tx.db.agentBlock.createMany({
      data: plan.blocks.map(({ id, label }, index) => ({ ...link, block_id: id, label, created_at: inOrder(tx, index) })),
    });
  if (plan.tools.length > 0)
    await tx.db.agentTool.createMany({
      data: plan.tools.map(({ id }, index) => ({ ...link, tool_id: id, created_at: inOrder(tx, index) })),
    });
  if (folderIds.length > 0)
    await tx.db.agentFolder.createMany({
      data: folderIds.map((folder_id, index) => ({ ...link, folder_id, created_at: inOrder(tx, index) })),
    });
  if (plan.files.length > 0)
    await tx.db.agentFile.createMany({
      data: plan.files.map((file) => ({
        ...link,
        id: tx.ids.next("file_agent"),
        file_id: file.id,
        ...closedFile(file, plan.folders),
      })),
    });
  if (plan.identityIds.length > 0)
    await tx.db.agentIdentity.createMany({
      data: [...new Set(plan.identityIds)].map((identity_id) => ({ ...link, identity_id })),
    });
  const secrets = secretColumns(tx, agent.id, plan.secrets);
  if (secrets.length > 0) await tx.db.agentSecret.createMany({ data: secrets });
  await insertMessages(tx, agent.id, plan.messages);
  await recordEvents(tx, createdEvents(plan));
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
    block.columns ? [{ entityType: "block", entityId: block.id, action: "created", version: 1, after: blockState(block.columns) }] : [],
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
  const after = { ...fields, tool_ids: tools.map((tool) => tool.id), block_ids: blocks.map((block) => block.id) };
  const [system] = messages;
  const compiled = { message_id: system.id, content: messages[0].content };
  return [
    { entityType: "agent", entityId: id, action: "created", version: 1, after },
    ...created,
    ...attached,
    { entityType: "agent", entityId: id, action: "recompiled", version: 1, after: compiled },
  ];
}
