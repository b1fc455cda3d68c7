import type { Agent, File, Folder, Tool } from "@/lib/generated/prisma/client";
import type { Message } from "@/lib/runtime/messages";
import type { EmbeddingConfig, LlmConfig } from "@/lib/runtime/model-config";
import { defaultSystemPrompt } from "@/lib/runtime/prompt/default-system-prompt";
import { baseToolRulesFor } from "@/lib/runtime/tool-rules/base-tool-rules";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import { defaultToolsFor, fileToolNames, multiAgentToolNames } from "@/lib/runtime/tools/default-tools";
import type { Context } from "../context";
import { assertAttachable } from "../mcp-servers/assert-attachable";
import { randomName } from "./agent-name";
import { findTools } from "./agent-tools";
import { assertCreatable } from "./assert-creatable";
import { mergeCompaction, type StoredCompaction } from "./compaction-settings";
import type { NewAgent } from "./new-agent";
import { findAttachments } from "./plan-attachments";
import { type PlannedBlock, planBlocks } from "./plan-blocks";
import { planWindow } from "./plan-window";
import { resolveEmbeddingConfig, resolveLlmConfig } from "./resolve-model";
import { assertFirstTools, assertRules, distinctRules, withApprovalRules } from "./tool-rules";

type JsonColumn =
  | "llm_config"
  | "embedding_config"
  | "tool_rules"
  | "compaction_settings"
  | "response_format"
  | "metadata";
type UnsetColumn = "version" | "updated_at" | `last_run_${"completion" | "duration_ms"}` | "last_stop_reason";

/** The agent's row, its JSON columns typed. */
export type PlannedAgent = Omit<Agent, JsonColumn | UnsetColumn> & {
  llm_config: LlmConfig;
  embedding_config: EmbeddingConfig | null;
  tool_rules: ToolRule[];
  compaction_settings: StoredCompaction;
  response_format: unknown;
  metadata: unknown;
};

/** All rows of an agent that is about to be, decided before the transaction opens. */
export interface AgentPlan {
  agent: PlannedAgent;
  /** Attached blocks in the agent's order, those to create among them. */
  blocks: PlannedBlock[];
  /** Blocks to create that find no place in the agent, since another one has their label. */
  spareBlocks: PlannedBlock[];
  tools: Tool[];
  folders: Folder[];
  files: File[];
  identityIds: string[];
  /** Name of a folder to create for this agent. */
  ownFolderName: string | null;
  secrets: Record<string, string>;
  /** The whole window, the system message first. */
  messages: Message[];
}

/**
 * Decides what a new agent is made of. Reads, but writes nothing except built-in tools that are missing.
 * @throws AppError for whatever in the request cannot be
 */
export async function planAgent(
  ctx: Context,
  input: NewAgent,
  { sharedBlocks = [] }: { sharedBlocks?: PlannedBlock[] } = {},
): Promise<AgentPlan> {
  const agentType = input.agent_type ?? "letta_v1_agent";
  assertCreatable(input, agentType);
  const folderIds = input.folder_ids ?? input.source_ids ?? [];
  const llm_config = await resolveLlmConfig(ctx, input, agentType);
  const tools = await findTools(ctx, wantedTools(input, agentType, folderIds.length > 0));
  assertAttachable(tools);
  const plan: AgentPlan = {
    agent: {
      ...agentColumns(ctx, input, agentType),
      llm_config,
      embedding_config: await resolveEmbeddingConfig(ctx, input),
      tool_rules: rulesFor(input, { agentType, model: llm_config.model, tools }),
      compaction_settings: mergeCompaction(null, input.compaction_settings ?? {}, llm_config),
      message_ids: [],
    },
    tools,
    ...(await planBlocks(ctx, input, sharedBlocks)),
    ...(await findAttachments(ctx, folderIds, input.identity_ids ?? [])),
    identityIds: input.identity_ids ?? [],
    ownFolderName: null,
    secrets: input.secrets ?? input.tool_exec_environment_variables ?? {},
    messages: [],
  };
  if (input.include_default_source) plan.ownFolderName = `${plan.agent.name} External Data Source`;
  plan.messages = planWindow(ctx, plan, input);
  plan.agent.message_ids = plan.messages.map(({ id }) => id);
  return plan;
}

function wantedTools(input: NewAgent, agentType: string, isGivenFolders: boolean) {
  const hasFolders = isGivenFolders || input.include_default_source;
  const hasBase = input.include_base_tools ?? true;
  return {
    builtIn: [
      ...(hasBase ? defaultToolsFor(agentType, input.enable_sleeptime ?? false) : []),
      ...(input.include_multi_agent_tools ? multiAgentToolNames : []),
      ...(hasFolders ? fileToolNames : []),
    ],
    names: input.tools ?? [],
    ids: input.tool_ids ?? [],
  };
}

function rulesFor(input: NewAgent, agent: { agentType: string; model: string; tools: Tool[] }): ToolRule[] {
  const supplied = (input.tool_rules ?? []) as ToolRule[];
  assertRules(supplied);
  const base = baseToolRulesFor({
    agentType: agent.agentType,
    modelName: agent.model,
    hasOwnRules: supplied.length > 0,
    includeBaseToolRules: input.include_base_tool_rules,
    toolNames: agent.tools.map(({ name }) => name),
  });
  const rules = withApprovalRules(distinctRules([...supplied, ...base]), agent.tools);
  assertFirstTools(rules, agent.model);
  return rules;
}

function agentColumns(ctx: Context, input: NewAgent, agentType: string) {
  const tags = [...new Set(input.tags ?? [])];
  return {
    id: ctx.ids.next("agent"),
    organization_id: ctx.actor.organizationId,
    name: input.name ?? randomName(),
    agent_type: agentType,
    description: input.description ?? null,
    system: input.system ?? defaultSystemPrompt(agentType),
    response_format: input.response_format ?? null,
    tags,
    metadata: input.metadata ?? null,
    timezone: input.timezone ?? "UTC",
    message_buffer_autoclear: agentType === "workflow_agent" || (input.message_buffer_autoclear ?? false),
    enable_sleeptime: input.enable_sleeptime ?? null,
    max_files_open: input.max_files_open ?? null,
    per_file_view_window_char_limit: input.per_file_view_window_char_limit ?? null,
    hidden: tags.includes("role:subagent") ? true : (input.hidden ?? null),
    project_id: ctx.projectId ?? input.project_id ?? null,
    template_id: input.template_id ?? null,
    base_template_id: input.base_template_id ?? null,
    deployment_id: null,
    entity_id: null,
    created_by_id: ctx.actor.userId,
    last_updated_by_id: ctx.actor.userId,
    created_at: ctx.clock.now(),
  };
}
