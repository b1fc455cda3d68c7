import { z } from "zod";
import { Block } from "../blocks/schemas";
import { FunctionTool } from "../chat/schemas";
import { datetime, deprecated, orNull } from "../common";
import { Message } from "../messages/stored";
import { AgentType } from "./agent-type";

export const ArchivalMemorySearchResult = z
  .object({
    id: z.string(),
    timestamp: z.string(),
    content: z.string(),
    tags: z.array(z.string()).default([]),
  })
  .meta({ id: "ArchivalMemorySearchResult" });
export type ArchivalMemorySearchResult = z.output<typeof ArchivalMemorySearchResult>;

export const ArchivalMemorySearchResponse = z
  .object({
    results: z.array(ArchivalMemorySearchResult),
    count: z.int(),
  })
  .meta({ id: "ArchivalMemorySearchResponse" });
export type ArchivalMemorySearchResponse = z.output<typeof ArchivalMemorySearchResponse>;

export const ContextWindowOverview = z
  .object({
    context_window_size_max: z.int(),
    context_window_size_current: z.int(),
    num_messages: z.int(),
    num_archival_memory: z.int(),
    num_recall_memory: z.int(),
    num_tokens_external_memory_summary: z.int(),
    external_memory_summary: z.string(),
    num_tokens_system: z.int(),
    system_prompt: z.string(),
    num_tokens_core_memory: z.int(),
    core_memory: z.string(),
    num_tokens_memory_filesystem: z.int().default(0),
    memory_filesystem: orNull(z.string()),
    num_tokens_tool_usage_rules: z.int().default(0),
    tool_usage_rules: orNull(z.string()),
    num_tokens_directories: z.int().default(0),
    directories: orNull(z.string()),
    num_tokens_summary_memory: z.int(),
    summary_memory: orNull(z.string()),
    num_tokens_functions_definitions: z.int(),
    functions_definitions: orNull(z.array(FunctionTool)),
    num_tokens_messages: z.int(),
    messages: z.array(Message),
  })
  .meta({ id: "ContextWindowOverview" });
export type ContextWindowOverview = z.output<typeof ContextWindowOverview>;

export const CreateArchivalMemory = z
  .object({
    text: z.string(),
    tags: z.array(z.string()).nullish(),
    created_at: datetime.nullish(),
  })
  .meta({ id: "CreateArchivalMemory" });
export type CreateArchivalMemory = z.output<typeof CreateArchivalMemory>;

export const FileBlock = z
  .object({
    value: z.string(),
    limit: z.int().default(100000),
    project_id: orNull(z.string()),
    template_name: orNull(z.string()),
    is_template: z.boolean().default(false),
    template_id: orNull(z.string()),
    base_template_id: orNull(z.string()),
    deployment_id: orNull(z.string()),
    entity_id: orNull(z.string()),
    preserve_on_migration: z.boolean().nullable().default(false),
    label: orNull(z.string()),
    read_only: z.boolean().default(false),
    description: orNull(z.string()),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    hidden: orNull(z.boolean()),
    id: z.string(),
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    tags: z.array(z.string()).nullable().default([]),
    file_id: z.string(),
    source_id: deprecated(z.string()),
    is_open: z.boolean(),
    last_accessed_at: orNull(datetime),
  })
  .meta({ id: "FileBlock" });
export type FileBlock = z.output<typeof FileBlock>;

export const Memory = z
  .object({
    agent_type: orNull(z.union([AgentType, z.string()])),
    git_enabled: z.boolean().default(false),
    blocks: z.array(Block),
    file_blocks: z.array(FileBlock).default([]),
    prompt_template: z.string().default(""),
  })
  .meta({ id: "Memory" });
export type Memory = z.output<typeof Memory>;
