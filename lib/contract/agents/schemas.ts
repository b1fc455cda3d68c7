import { z } from "zod";
import { Block, CreateBlock } from "../blocks/schemas";
import { datetime, deprecated, id, orNull } from "../common";
import { Group } from "../groups/schemas";
import { Identity } from "../identities/schemas";
import { MessageCreate } from "../messages/requests";
import {
  ApprovalRequestMessage,
  ApprovalResponseMessage,
  AssistantMessage,
  EventMessage,
  HiddenReasoningMessage,
  ReasoningMessage,
  SummaryMessage,
  SystemMessage,
  ToolCallMessage,
  ToolReturnMessage,
  UserMessage,
} from "../messages/schemas";
import { CompactionSettings, CompactionSettingsInput } from "../models/compaction";
import { EmbeddingConfig, LLMConfig } from "../models/schemas";
import { ModelSettings, ModelSettingsInput, ResponseFormat } from "../models/settings";
import { StopReasonType } from "../runs/stop-reason";
import { Source } from "../sources/schemas";
import { ToolRule } from "../tools/rules";
import { Tool } from "../tools/schemas";
import { AgentType } from "./agent-type";
import { Memory } from "./memory";

export const AgentEnvironmentVariable = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
    id: z.string(),
    key: z.string(),
    value: z.string(),
    description: orNull(z.string()),
    value_enc: orNull(z.string()),
    agent_id: z.string(),
  })
  .meta({ id: "AgentEnvironmentVariable" });
export type AgentEnvironmentVariable = z.output<typeof AgentEnvironmentVariable>;

export const AgentFileAttachment = z
  .object({
    id: z.string(),
    file_id: z.string(),
    file_name: z.string(),
    folder_id: z.string(),
    folder_name: z.string(),
    is_open: z.boolean(),
    last_accessed_at: orNull(datetime),
    visible_content: orNull(z.string()),
    start_line: orNull(z.int()),
    end_line: orNull(z.int()),
  })
  .meta({ id: "AgentFileAttachment" });
export type AgentFileAttachment = z.output<typeof AgentFileAttachment>;

export const AgentState = z
  .object({
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    created_at: orNull(datetime),
    updated_at: orNull(datetime),
    id: z.string(),
    name: z.string(),
    tool_rules: orNull(z.array(ToolRule)),
    message_ids: orNull(z.array(z.string())),
    system: z.string(),
    agent_type: AgentType,
    llm_config: deprecated(LLMConfig),
    embedding_config: deprecated(orNull(EmbeddingConfig)),
    model: orNull(z.string()),
    embedding: orNull(z.string()),
    model_settings: orNull(ModelSettings),
    compaction_settings: orNull(CompactionSettings),
    response_format: orNull(ResponseFormat),
    description: orNull(z.string()),
    metadata: orNull(z.record(z.string(), z.unknown())),
    memory: deprecated(Memory),
    blocks: z.array(Block),
    tools: z.array(Tool),
    sources: deprecated(z.array(Source)),
    tags: z.array(z.string()),
    tool_exec_environment_variables: deprecated(z.array(AgentEnvironmentVariable).default([])),
    secrets: z.array(AgentEnvironmentVariable).default([]),
    project_id: orNull(z.string()),
    template_id: orNull(z.string()),
    base_template_id: orNull(z.string()),
    deployment_id: orNull(z.string()),
    entity_id: orNull(z.string()),
    identity_ids: deprecated(z.array(z.string()).default([])),
    identities: z.array(Identity).default([]),
    pending_approval: orNull(ApprovalRequestMessage),
    message_buffer_autoclear: z.boolean().default(false),
    enable_sleeptime: orNull(z.boolean()),
    multi_agent_group: deprecated(orNull(Group)),
    managed_group: orNull(Group),
    last_run_completion: orNull(datetime),
    last_run_duration_ms: orNull(z.int()),
    last_stop_reason: orNull(StopReasonType),
    timezone: orNull(z.string()),
    max_files_open: orNull(z.int()),
    per_file_view_window_char_limit: orNull(z.int()),
    hidden: orNull(z.boolean()),
  })
  .meta({ id: "AgentState" });
export type AgentState = z.output<typeof AgentState>;

export const CancelAgentRunRequest = z
  .object({
    run_ids: z.array(z.string()).nullish(),
  })
  .meta({ id: "CancelAgentRunRequest" });
export type CancelAgentRunRequest = z.output<typeof CancelAgentRunRequest>;

export const CreateAgentRequest = z
  .object({
    name: z.string().optional(),
    memory_blocks: z.array(CreateBlock).nullish(),
    tools: z.array(z.string()).nullish(),
    tool_ids: z.array(id("tool")).nullish(),
    source_ids: deprecated(z.array(id("source")).nullish()),
    folder_ids: z.array(id("source")).nullish(),
    block_ids: z.array(id("block")).nullish(),
    tool_rules: z.array(ToolRule).nullish(),
    tags: z.array(z.string()).nullish(),
    system: z.string().nullish(),
    agent_type: AgentType.optional(),
    initial_message_sequence: z.array(MessageCreate).nullish(),
    include_base_tools: z.boolean().default(true),
    include_multi_agent_tools: z.boolean().default(false),
    include_base_tool_rules: z.boolean().nullish(),
    include_default_source: deprecated(z.boolean().default(false)),
    description: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    llm_config: deprecated(LLMConfig.nullish()),
    embedding_config: deprecated(EmbeddingConfig.nullish()),
    model: z.string().nullish(),
    embedding: z.string().nullish(),
    model_settings: ModelSettingsInput.nullish(),
    compaction_settings: CompactionSettingsInput.nullish(),
    context_window_limit: z.int().nullish(),
    embedding_chunk_size: deprecated(z.int().nullable().default(300)),
    max_tokens: deprecated(z.int().nullish()),
    max_reasoning_tokens: deprecated(z.int().nullish()),
    enable_reasoner: deprecated(z.boolean().nullable().default(true)),
    reasoning: deprecated(z.boolean().nullish()),
    from_template: deprecated(z.string().nullish()),
    template: deprecated(z.boolean().default(false)),
    project: deprecated(z.string().nullish()),
    tool_exec_environment_variables: deprecated(z.record(z.string(), z.string()).nullish()),
    secrets: z.record(z.string(), z.string()).nullish(),
    memory_variables: deprecated(z.record(z.string(), z.string()).nullish()),
    project_id: deprecated(z.string().nullish()),
    template_id: deprecated(z.string().nullish()),
    base_template_id: deprecated(z.string().nullish()),
    identity_ids: z.array(id("identity")).nullish(),
    message_buffer_autoclear: z.boolean().default(false),
    enable_sleeptime: z.boolean().nullish(),
    response_format: deprecated(ResponseFormat.nullish()),
    timezone: z.string().nullish(),
    max_files_open: z.int().nullish(),
    per_file_view_window_char_limit: z.int().nullish(),
    hidden: deprecated(z.boolean().nullish()),
    parallel_tool_calls: deprecated(z.boolean().nullish()),
  })
  .meta({ id: "CreateAgentRequest" });
export type CreateAgentRequest = z.output<typeof CreateAgentRequest>;

export const ModifyApprovalRequest = z
  .strictObject({
    requires_approval: z.boolean(),
  })
  .meta({ id: "ModifyApprovalRequest" });
export type ModifyApprovalRequest = z.output<typeof ModifyApprovalRequest>;

export const PaginatedAgentFiles = z
  .object({
    files: z.array(AgentFileAttachment),
    next_cursor: orNull(z.string()),
    has_more: z.boolean(),
  })
  .meta({ id: "PaginatedAgentFiles" });
export type PaginatedAgentFiles = z.output<typeof PaginatedAgentFiles>;

export const ResetMessagesRequest = z
  .object({
    add_default_initial_messages: z.boolean().optional(),
  })
  .meta({ id: "ResetMessagesRequest" });
export type ResetMessagesRequest = z.output<typeof ResetMessagesRequest>;

export const ToolExecutionResult = z
  .object({
    status: z.enum(["success", "error"]),
    func_return: z.unknown().default(null),
    agent_state: deprecated(orNull(AgentState)),
    stdout: orNull(z.array(z.string())),
    stderr: orNull(z.array(z.string())),
    sandbox_config_fingerprint: orNull(z.string()),
  })
  .meta({ id: "ToolExecutionResult" });
export type ToolExecutionResult = z.output<typeof ToolExecutionResult>;

export const UpdateAgent = z
  .object({
    name: z.string().nullish(),
    tool_ids: z.array(id("tool")).nullish(),
    source_ids: deprecated(z.array(id("source")).nullish()),
    folder_ids: z.array(id("source")).nullish(),
    block_ids: z.array(id("block")).nullish(),
    tags: z.array(z.string()).nullish(),
    system: z.string().nullish(),
    tool_rules: z.array(ToolRule).nullish(),
    message_ids: z.array(id("message")).nullish(),
    description: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    tool_exec_environment_variables: z.record(z.string(), z.string()).nullish(),
    secrets: z.record(z.string(), z.string()).nullish(),
    project_id: z.string().nullish(),
    template_id: z.string().nullish(),
    base_template_id: z.string().nullish(),
    identity_ids: z.array(id("identity")).nullish(),
    message_buffer_autoclear: z.boolean().nullish(),
    model: z.string().nullish(),
    embedding: z.string().nullish(),
    model_settings: ModelSettingsInput.nullish(),
    compaction_settings: CompactionSettingsInput.nullish(),
    context_window_limit: z.int().nullish(),
    reasoning: deprecated(z.boolean().nullish()),
    llm_config: deprecated(LLMConfig.nullish()),
    embedding_config: EmbeddingConfig.nullish(),
    parallel_tool_calls: deprecated(z.boolean().nullish()),
    response_format: deprecated(ResponseFormat.nullish()),
    max_tokens: deprecated(z.int().nullish()),
    enable_sleeptime: z.boolean().nullish(),
    last_run_completion: datetime.nullish(),
    last_run_duration_ms: z.int().nullish(),
    last_stop_reason: StopReasonType.nullish(),
    timezone: z.string().nullish(),
    max_files_open: z.int().nullish(),
    per_file_view_window_char_limit: z.int().nullish(),
    hidden: z.boolean().nullish(),
  })
  .meta({ id: "UpdateAgent" });
export type UpdateAgent = z.output<typeof UpdateAgent>;

export const AgentCompactionRequest = z
  .object({
    compaction_settings: CompactionSettingsInput.nullish(),
  })
  .meta({ id: "letta__server__rest_api__routers__v1__agents__CompactionRequest" });
export type AgentCompactionRequest = z.output<typeof AgentCompactionRequest>;

export const ModifyMessageResponse = z.discriminatedUnion("message_type", [
  SystemMessage,
  UserMessage,
  ReasoningMessage,
  HiddenReasoningMessage,
  ToolCallMessage,
  ToolReturnMessage,
  AssistantMessage,
  ApprovalRequestMessage,
  ApprovalResponseMessage,
  SummaryMessage,
  EventMessage,
]);
export type ModifyMessageResponse = z.output<typeof ModifyMessageResponse>;

export const SearchDeployedAgentsBody = z.object({
  search: z
    .array(
      z.union([
        z.object({
          field: z.literal("version"),
          value: z.string(),
        }),
        z.object({
          field: z.literal("name"),
          operator: z.enum(["eq", "contains"]),
          value: z.string(),
        }),
        z.object({
          field: z.literal("tags"),
          operator: z.literal("contains"),
          value: z.array(z.string()),
        }),
        z.object({
          field: z.literal("identity"),
          operator: z.literal("eq"),
          value: z.string(),
        }),
        z.object({
          field: z.literal("templateName"),
          operator: z.literal("eq"),
          value: z.string(),
        }),
        z.object({
          field: z.literal("agentId"),
          operator: z.literal("eq"),
          value: z.string(),
        }),
      ]),
    )
    .optional(),
  project_id: z.string().optional(),
  combinator: z.literal("AND").optional(),
  limit: z.number().optional(),
  after: z.string().nullish(),
  sortBy: z.enum(["created_at", "last_run_completion", "updated_at"]).optional(),
  ascending: z.boolean().optional(),
});
export type SearchDeployedAgentsBody = z.output<typeof SearchDeployedAgentsBody>;

export const SearchDeployedAgentsResponse = z.object({
  agents: z.array(AgentState),
  nextCursor: orNull(z.string()),
});
export type SearchDeployedAgentsResponse = z.output<typeof SearchDeployedAgentsResponse>;

export const CountDeployedAgentsResponse = z.object({
  count: z.number(),
});
export type CountDeployedAgentsResponse = z.output<typeof CountDeployedAgentsResponse>;

export const GetAgentVariablesResponse = z.object({
  variables: z.record(z.string(), z.string()),
});
export type GetAgentVariablesResponse = z.output<typeof GetAgentVariablesResponse>;
