import type { z } from "zod";
import type { Memory } from "@/lib/contract/agents/memory";
import type { AgentEnvironmentVariable, AgentState } from "@/lib/contract/agents/schemas";
import type { AgentFile, AgentSecret, Folder, Identity, Tool } from "@/lib/generated/prisma/client";
import { modelSettingsOf } from "@/lib/runtime/model-settings";
import { gitMemoryTag } from "@/lib/runtime/prompt/git-memory";
import type { BlockRow } from "../blocks/block";
import { toBlock } from "../blocks/block";
import { toSource } from "../folders/folder";
import { type GroupRow, toGroup } from "../groups/group";
import { toIdentity } from "../identities/identity";
import { toTool } from "../tools/tool";
import { type AgentRow, agentConfig } from "./agent-row";
import { compactionSettingsOf } from "./compaction-settings";
import { fileLimits } from "./file-limits";

export type AgentStateBody = z.input<typeof AgentState>;

/** What an answer carries beside the agent's own columns. What was not asked for is empty. */
export interface RelatedRows {
  blocks: BlockRow[];
  files: AgentFile[];
  tools: Tool[];
  folders: Folder[];
  tags: string[];
  /** Secrets with their plain values. */
  secrets: (AgentSecret & { value: string })[];
  identities: Identity[];
  managedGroup: GroupRow | null;
  pendingApproval: AgentStateBody["pending_approval"];
}

type ConfigField =
  | "llm_config"
  | "embedding_config"
  | "tool_rules"
  | "response_format"
  | "model_settings"
  | "compaction_settings";

/** The public agent. Deprecated names repeat what their successors say. */
export function toAgentState(row: AgentRow, related: RelatedRows): AgentStateBody {
  const { llm_config, embedding_config, tool_rules, response_format } = agentConfig(row);
  const limits = fileLimits(llm_config.context_window);
  const sources = related.folders.map(toSource);
  const secrets = related.secrets.map(toSecret);
  const identities = related.identities.map(toIdentity);
  const group = related.managedGroup && toGroup(related.managedGroup);
  const config = {
    llm_config,
    embedding_config,
    tool_rules,
    response_format,
    model_settings: modelSettingsOf(llm_config),
    compaction_settings: compactionSettingsOf(row),
  } as unknown as Required<Pick<AgentStateBody, ConfigField>>;
  return {
    ...row,
    ...config,
    agent_type: row.agent_type as AgentStateBody["agent_type"],
    metadata: row.metadata as AgentStateBody["metadata"],
    last_stop_reason: row.last_stop_reason as AgentStateBody["last_stop_reason"],
    model: llm_config.handle ?? null,
    embedding: embedding_config?.handle ?? null,
    max_files_open: row.max_files_open ?? limits.maxFilesOpen,
    per_file_view_window_char_limit: row.per_file_view_window_char_limit ?? limits.viewCharLimit,
    memory: toMemory(row, related),
    blocks: related.blocks.map(toBlock),
    tools: related.tools.map(toTool),
    tags: related.tags,
    sources,
    secrets,
    tool_exec_environment_variables: secrets,
    identities,
    identity_ids: identities.map(({ id }) => id),
    managed_group: group,
    multi_agent_group: group,
    pending_approval: related.pendingApproval ?? null,
  };
}

/** The agent's core memory: its blocks, and its files as if they were blocks. */
export function toMemory(
  row: AgentRow,
  { blocks, files }: Pick<RelatedRows, "blocks" | "files">,
): z.input<typeof Memory> {
  const limit =
    row.per_file_view_window_char_limit ??
    fileLimits(agentConfig(row).llm_config.context_window).viewCharLimit;
  return {
    agent_type: row.agent_type,
    git_enabled: row.tags.includes(gitMemoryTag),
    blocks: blocks.map(toBlock),
    file_blocks: files.map((file) => ({
      id: file.id,
      label: file.file_name,
      value: file.visible_content ?? "",
      limit,
      read_only: true,
      metadata: {},
      file_id: file.file_id,
      source_id: file.folder_id,
      is_open: file.is_open,
      last_accessed_at: file.last_accessed_at,
    })),
    prompt_template: "",
  };
}

const toSecret = (row: RelatedRows["secrets"][number]): z.input<typeof AgentEnvironmentVariable> => ({
  ...row,
  value_enc: null,
});
