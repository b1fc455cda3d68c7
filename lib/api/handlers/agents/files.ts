import type { agents as contract } from "@/lib/contract/registry";
import { allRelations } from "@/lib/domain/agents/agent-relations";
import { getAgent } from "@/lib/domain/agents/get-agent";
import { closeAllFiles, closeFile } from "@/lib/domain/files/close-file";
import { listAgentFiles } from "@/lib/domain/files/list-agent-files";
import { openFile } from "@/lib/domain/files/open-file";
import { attachFolder, detachFolder } from "@/lib/domain/folders/attach-folder";
import { listFoldersOfAgent } from "@/lib/domain/folders/list-folders";
import type { Handlers } from "../../handlers";

export const agentFiles = {
  attachFolderToAgent: async ({ ctx, client, params: { agent_id, folder_id } }) => {
    await attachFolder(ctx, { agentId: agent_id, folderId: folder_id });
    return client === "1.0" ? null : getAgent(ctx, agent_id, allRelations);
  },
  attachSourceToAgent: async ({ ctx, params: { agent_id, source_id } }) => {
    await attachFolder(ctx, { agentId: agent_id, folderId: source_id });
    return getAgent(ctx, agent_id, allRelations);
  },
  detachFolderFromAgent: async ({ ctx, client, params: { agent_id, folder_id } }) => {
    await detachFolder(ctx, { agentId: agent_id, folderId: folder_id });
    return client === "1.0" ? null : getAgent(ctx, agent_id, allRelations);
  },
  detachSourceFromAgent: async ({ ctx, params: { agent_id, source_id } }) => {
    await detachFolder(ctx, { agentId: agent_id, folderId: source_id });
    return getAgent(ctx, agent_id, allRelations);
  },
  listFoldersForAgent: ({ ctx, params, query }) => listFoldersOfAgent(ctx, params.agent_id, query),
  listAgentSources: ({ ctx, params, query }) => listFoldersOfAgent(ctx, params.agent_id, query),
  listFilesForAgent: ({ ctx, params, query }) => listAgentFiles(ctx, params.agent_id, query),
  openFileForAgent: ({ ctx, params: { agent_id, file_id } }) =>
    openFile(ctx, { agentId: agent_id, fileId: file_id }),
  closeFileForAgent: async ({ ctx, params: { agent_id, file_id } }) => {
    await closeFile(ctx, { agentId: agent_id, fileId: file_id });
    return { message: `File id=${file_id} successfully closed` };
  },
  closeAllFilesForAgent: ({ ctx, params }) => closeAllFiles(ctx, params.agent_id),
} satisfies Partial<Handlers<typeof contract>>;
