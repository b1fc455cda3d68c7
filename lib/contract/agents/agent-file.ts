import { z } from "zod";
import { ChatToolCallInput } from "../chat/request";
import { datetime, deprecated } from "../common";
import { FileProcessingStatus } from "../folders/schemas";
import { RoundRobinManager } from "../groups/schemas";
import { ApprovalReturn, LettaMessageContentUnion } from "../messages/content";
import { MessageRole, StoredToolReturnInput } from "../messages/stored";
import { EmbeddingConfig } from "../models/schemas";
import { NpmRequirement, PipRequirement, ToolType } from "../tools/schemas";
import { LegacyAgentSchema } from "./agent-file-legacy";
import { CreateAgentRequest } from "./schemas";

export const AgentFileMessage = z
  .object({
    type: z.literal("message").nullable().default("message"),
    otid: z.string().nullish(),
    group_id: z.string().nullish(),
    role: MessageRole,
    content: z.union([z.array(LettaMessageContentUnion), z.string()]),
    name: z.string().nullish(),
    sender_id: z.string().nullish(),
    batch_item_id: z.string().nullish(),
    id: z.string(),
    model: z.string().nullish(),
    agent_id: z.string().nullish(),
    tool_calls: z.array(ChatToolCallInput).nullish(),
    tool_call_id: z.string().nullish(),
    tool_returns: z.array(StoredToolReturnInput).nullish(),
    created_at: datetime.optional(),
    approve: z.boolean().nullish(),
    approval_request_id: z.string().nullish(),
    denial_reason: z.string().nullish(),
    approvals: z.array(z.union([ApprovalReturn, StoredToolReturnInput])).nullish(),
  })
  .meta({ id: "letta__schemas__agent_file__MessageSchema" });
export type AgentFileMessage = z.output<typeof AgentFileMessage>;

export const FileAgentSchema = z
  .object({
    agent_id: z.string(),
    file_id: z.string(),
    source_id: deprecated(z.string()),
    file_name: z.string(),
    is_open: z.boolean().default(true),
    visible_content: z.string().nullish(),
    last_accessed_at: datetime.nullish(),
    start_line: z.int().nullish(),
    end_line: z.int().nullish(),
    id: z.string(),
  })
  .meta({ id: "FileAgentSchema" });
export type FileAgentSchema = z.output<typeof FileAgentSchema>;

/** Ids in a file are its own (`agent-0`); an import replaces them. */
export const AgentFileAgent = CreateAgentRequest.extend({
  id: z.string(),
  tool_ids: z.array(z.string()).nullish(),
  source_ids: z.array(z.string()).nullish(),
  folder_ids: z.array(z.string()).nullish(),
  block_ids: z.array(z.string()).nullish(),
  identity_ids: z.array(z.string()).nullish(),
  in_context_message_ids: z.array(z.string()).optional(),
  messages: z.array(AgentFileMessage).optional(),
  files_agents: z.array(FileAgentSchema).optional(),
  group_ids: z.array(z.string()).optional(),
}).meta({ id: "letta__schemas__agent_file__AgentSchema" });
export type AgentFileAgent = z.output<typeof AgentFileAgent>;

export const AgentFileTool = z
  .object({
    id: z.string(),
    tool_type: ToolType.default("custom"),
    description: z.string().nullish(),
    source_type: z.string().nullish(),
    name: z.string().nullish(),
    tags: z.array(z.string()).default([]),
    source_code: z.string().nullish(),
    json_schema: z.record(z.string(), z.unknown()).nullish(),
    args_json_schema: z.record(z.string(), z.unknown()).nullish(),
    return_char_limit: z.int().min(1).max(1000000).default(50000),
    pip_requirements: z.array(PipRequirement).nullish(),
    npm_requirements: z.array(NpmRequirement).nullish(),
    default_requires_approval: z.boolean().nullish(),
    enable_parallel_execution: z.boolean().nullable().default(false),
    created_by_id: z.string().nullish(),
    last_updated_by_id: z.string().nullish(),
    metadata_: z.record(z.string(), z.unknown()).nullish(),
    project_id: z.string().nullish(),
  })
  .meta({ id: "letta__schemas__agent_file__ToolSchema" });
export type AgentFileTool = z.output<typeof AgentFileTool>;

export const BlockSchema = z
  .object({
    value: z.string(),
    limit: z.int().default(100000),
    project_id: z.string().nullish(),
    template_name: z.string().nullish(),
    is_template: z.boolean().default(false),
    template_id: z.string().nullish(),
    base_template_id: z.string().nullish(),
    deployment_id: z.string().nullish(),
    entity_id: z.string().nullish(),
    preserve_on_migration: z.boolean().nullable().default(false),
    label: z.string(),
    read_only: z.boolean().default(false),
    description: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    hidden: z.boolean().nullish(),
    tags: z.array(z.string()).nullish(),
    id: z.string(),
  })
  .meta({ id: "BlockSchema" });
export type BlockSchema = z.output<typeof BlockSchema>;

export const FileSchema = z
  .object({
    source_id: deprecated(z.string()),
    file_name: z.string().nullish(),
    original_file_name: z.string().nullish(),
    file_path: z.string().nullish(),
    file_type: z.string().nullish(),
    file_size: z.int().nullish(),
    file_creation_date: z.string().nullish(),
    file_last_modified_date: z.string().nullish(),
    processing_status: FileProcessingStatus.default("pending"),
    error_message: z.string().nullish(),
    total_chunks: z.int().nullish(),
    chunks_embedded: z.int().nullish(),
    content: z.string().nullish(),
    id: z.string(),
  })
  .meta({ id: "FileSchema" });
export type FileSchema = z.output<typeof FileSchema>;

export const DynamicManagerSchema = z
  .object({
    manager_type: z.literal("dynamic").default("dynamic"),
    manager_agent_id: z.string(),
    termination_token: z.string().nullable().default("DONE!"),
    max_turns: z.int().nullish(),
  })
  .meta({ id: "DynamicManagerSchema" });
export type DynamicManagerSchema = z.output<typeof DynamicManagerSchema>;

export const SleeptimeManagerSchema = z
  .object({
    manager_type: z.literal("sleeptime").default("sleeptime"),
    manager_agent_id: z.string(),
    sleeptime_agent_frequency: z.int().nullish(),
  })
  .meta({ id: "SleeptimeManagerSchema" });
export type SleeptimeManagerSchema = z.output<typeof SleeptimeManagerSchema>;

export const SupervisorManagerSchema = z
  .object({
    manager_type: z.literal("supervisor").default("supervisor"),
    manager_agent_id: z.string(),
  })
  .meta({ id: "SupervisorManagerSchema" });
export type SupervisorManagerSchema = z.output<typeof SupervisorManagerSchema>;

export const VoiceSleeptimeManagerSchema = z
  .object({
    manager_type: z.literal("voice_sleeptime").default("voice_sleeptime"),
    manager_agent_id: z.string(),
    max_message_buffer_length: z.int().nullish(),
    min_message_buffer_length: z.int().nullish(),
  })
  .meta({ id: "VoiceSleeptimeManagerSchema" });
export type VoiceSleeptimeManagerSchema = z.output<typeof VoiceSleeptimeManagerSchema>;

export const GroupSchema = z
  .object({
    agent_ids: z.array(z.string()),
    description: z.string(),
    manager_config: z
      .discriminatedUnion("manager_type", [
        RoundRobinManager,
        SupervisorManagerSchema,
        DynamicManagerSchema,
        SleeptimeManagerSchema,
        VoiceSleeptimeManagerSchema,
      ])
      .default({ manager_type: "round_robin" }),
    project_id: z.string().nullish(),
    shared_block_ids: z.array(z.string()).default([]),
    hidden: z.boolean().nullish(),
    id: z.string(),
  })
  .meta({ id: "GroupSchema" });
export type GroupSchema = z.output<typeof GroupSchema>;

export const MCPServerSchema = z
  .object({
    id: z.string(),
    server_type: z.string(),
    server_name: z.string(),
    server_url: z.string().nullish(),
    stdio_config: z.record(z.string(), z.unknown()).nullish(),
    metadata_: z.record(z.string(), z.unknown()).nullish(),
  })
  .meta({ id: "MCPServerSchema" });
export type MCPServerSchema = z.output<typeof MCPServerSchema>;

export const SkillSchema = z
  .object({
    name: z.string(),
    files: z.record(z.string(), z.string()).nullish(),
    source_url: z.string().nullish(),
  })
  .meta({ id: "SkillSchema" });
export type SkillSchema = z.output<typeof SkillSchema>;

export const SourceSchema = z
  .object({
    name: z.string(),
    description: z.string().nullish(),
    instructions: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    embedding: z.string().nullish(),
    embedding_chunk_size: z.int().nullish(),
    embedding_config: EmbeddingConfig.nullish(),
    id: z.string(),
  })
  .meta({ id: "SourceSchema" });
export type SourceSchema = z.output<typeof SourceSchema>;

export const AgentFileSchema = z
  .object({
    agents: z.array(AgentFileAgent),
    groups: z.array(GroupSchema),
    blocks: z.array(BlockSchema),
    files: z.array(FileSchema),
    sources: z.array(SourceSchema),
    tools: z.array(AgentFileTool),
    mcp_servers: z.array(MCPServerSchema),
    skills: z.array(SkillSchema).optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    created_at: datetime.nullish(),
  })
  .meta({ id: "AgentFileSchema" });
export type AgentFileSchema = z.output<typeof AgentFileSchema>;

export const Body_export_agent = z
  .object({
    spec: AgentFileSchema.nullish(),
    legacy_spec: LegacyAgentSchema.nullish(),
  })
  .meta({ id: "Body_export_agent" });
export type Body_export_agent = z.output<typeof Body_export_agent>;

export const Body_import_agent = z
  .object({
    file: z.file(),
    override_existing_tools: z.boolean().default(true),
    strip_messages: z.boolean().default(false),
    secrets: z.string().nullish(),
    name: z.string().nullish(),
    embedding: z.string().nullish(),
    model: z.string().nullish(),
    append_copy_suffix: deprecated(z.boolean().default(true)),
    override_name: deprecated(z.string().nullish()),
    override_embedding_handle: deprecated(z.string().nullish()),
    override_model_handle: deprecated(z.string().nullish()),
    project_id: deprecated(z.string().nullish()),
    env_vars_json: deprecated(z.string().nullish()),
  })
  .meta({ id: "Body_import_agent" });
export type Body_import_agent = z.output<typeof Body_import_agent>;

export const ExportAgentRequest = z
  .object({
    skills: z.array(SkillSchema).optional(),
    conversation_id: z.string().nullish(),
    scrub_messages: z.boolean().default(false),
  })
  .meta({ id: "ExportAgentRequest" });
export type ExportAgentRequest = z.output<typeof ExportAgentRequest>;

export const ImportedAgentsResponse = z
  .object({
    agent_ids: z.array(z.string()),
  })
  .meta({ id: "ImportedAgentsResponse" });
export type ImportedAgentsResponse = z.output<typeof ImportedAgentsResponse>;
