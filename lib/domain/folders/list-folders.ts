import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { findFolder, toSource } from "./folder";

/** @throws AppError for an unknown cursor */
export async function listFolders(ctx: Context, filter: { name?: string }, page: Page) {
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: {
      organization_id: organizationId,
      ...(filter.name && { name: { contains: filter.name, mode: "insensitive" } }),
    },
    organizationId,
    page,
    defaultOrder: "asc",
    unknownCursor: 404,
    entity: "Folder",
    find: (query) => ctx.db.folder.findMany(query),
  });
  return rows.map(toSource);
}

/** Folders of an agent. */
export async function listFoldersOfAgent(ctx: Context, agentId: string, page: Page) {
  await assertAgentExists(ctx, agentId);
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: { organization_id: organizationId, agents: { some: { agent_id: agentId } } },
    organizationId,
    page,
    defaultLimit: 100,
    find: (query) => ctx.db.folder.findMany(query),
  });
  return rows.map(toSource);
}

/** Ids of the agents that have the folder. */
export async function listAgentsOfFolder(ctx: Context, folderId: string, page: Page): Promise<string[]> {
  await findFolder(ctx, folderId);
  const organizationId = ctx.actor.organizationId;
  const rows = await listPage({
    where: { organization_id: organizationId, folders: { some: { folder_id: folderId } } },
    organizationId,
    page,
    find: (query) => ctx.db.agent.findMany({ ...query, select: { id: true, created_at: true } }),
  });
  return rows.map(({ id }) => id);
}

export const countFolders = (ctx: Context) =>
  ctx.db.folder.count({ where: { organization_id: ctx.actor.organizationId } });
