import type { File, Folder, Tool } from "@/lib/generated/prisma/client";
import type { EmbeddingConfig, LlmConfig } from "@/lib/runtime/model-config";
import { fileToolNames } from "@/lib/runtime/tools/default-tools";
import { notFound } from "@/lib/shared/errors";
import type { BlockRow } from "../blocks/block";
import type { Context } from "../context";
import type { AgentChange } from "./agent-change";
import { findTools } from "./agent-tools";
import { assertIdentities, findAttachments } from "./plan-attachments";
import { configOfHandle, resolveEmbeddingConfig } from "./resolve-model";

/** What the ids and handles of a change stand for; null for what the change does not name. */
export interface ResolvedChange {
  llm_config: LlmConfig | null;
  embedding_config: EmbeddingConfig | null;
  tools: Tool[] | null;
  fileTools: Tool[];
  blocks: BlockRow[] | null;
  folders: Folder[] | null;
  files: File[];
}

/** Looks everything up before the transaction opens. */
export async function resolveChange(ctx: Context, change: AgentChange): Promise<ResolvedChange> {
  const folderIds = change.folder_ids ?? change.source_ids ?? null;
  const attachments = folderIds && (await findAttachments(ctx, folderIds, []));
  if (change.identity_ids?.length) await assertIdentities(ctx, change.identity_ids);
  return {
    llm_config: change.model ? await configOfHandle(ctx, change.model, change.context_window_limit) : null,
    embedding_config:
      change.embedding || change.embedding_config ? await resolveEmbeddingConfig(ctx, change) : null,
    tools: change.tool_ids
      ? await findTools(ctx, { builtIn: [], names: [], ids: [...new Set(change.tool_ids)] })
      : null,
    fileTools: folderIds?.length ? await findTools(ctx, { builtIn: fileToolNames, names: [], ids: [] }) : [],
    blocks: change.block_ids ? await findBlocks(ctx, change.block_ids) : null,
    folders: attachments?.folders ?? null,
    files: attachments?.files ?? [],
  };
}

async function findBlocks(ctx: Context, ids: string[]): Promise<BlockRow[]> {
  const rows = await ctx.db.block.findMany({
    where: { id: { in: ids }, organization_id: ctx.actor.organizationId },
  });
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing) throw notFound("Block", missing);
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
