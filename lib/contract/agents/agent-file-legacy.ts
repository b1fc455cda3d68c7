import { z } from "zod";
import { LettaMessageContentUnion } from "../messages/content";
import { EmbeddingConfig, LLMConfig } from "../models/schemas";

export const BaseToolRuleSchema = z
  .object({
    tool_name: z.string(),
    type: z.string(),
  })
  .meta({ id: "BaseToolRuleSchema" });
export type BaseToolRuleSchema = z.output<typeof BaseToolRuleSchema>;

export const ChildToolRuleSchema = z
  .object({
    tool_name: z.string(),
    type: z.string(),
    children: z.array(z.string()),
  })
  .meta({ id: "ChildToolRuleSchema" });
export type ChildToolRuleSchema = z.output<typeof ChildToolRuleSchema>;

export const ConditionalToolRuleSchema = z
  .object({
    tool_name: z.string(),
    type: z.string(),
    default_child: z.string().nullable(),
    child_output_mapping: z.record(z.string(), z.string()),
    require_output_mapping: z.boolean(),
  })
  .meta({ id: "ConditionalToolRuleSchema" });
export type ConditionalToolRuleSchema = z.output<typeof ConditionalToolRuleSchema>;

export const CoreMemoryBlockSchema = z
  .object({
    created_at: z.string(),
    description: z.string().nullable(),
    is_template: z.boolean(),
    label: z.string(),
    limit: z.int(),
    metadata_: z.record(z.string(), z.unknown()).nullish(),
    template_name: z.string().nullable(),
    updated_at: z.string(),
    value: z.string(),
  })
  .meta({ id: "CoreMemoryBlockSchema" });
export type CoreMemoryBlockSchema = z.output<typeof CoreMemoryBlockSchema>;

export const MaxCountPerStepToolRuleSchema = z
  .object({
    tool_name: z.string(),
    type: z.string(),
    max_count_limit: z.int(),
  })
  .meta({ id: "MaxCountPerStepToolRuleSchema" });
export type MaxCountPerStepToolRuleSchema = z.output<typeof MaxCountPerStepToolRuleSchema>;

export const ParameterProperties = z
  .object({
    type: z.string(),
    description: z.string().nullish(),
  })
  .meta({ id: "ParameterProperties" });
export type ParameterProperties = z.output<typeof ParameterProperties>;

export const ParametersSchema = z
  .object({
    type: z.string().nullable().default("object"),
    properties: z.record(z.string(), ParameterProperties),
    required: z.array(z.string()).optional(),
  })
  .meta({ id: "ParametersSchema" });
export type ParametersSchema = z.output<typeof ParametersSchema>;

export const TagSchema = z
  .object({
    tag: z.string(),
  })
  .meta({ id: "TagSchema" });
export type TagSchema = z.output<typeof TagSchema>;

export const ToolEnvVarSchema = z
  .object({
    created_at: z.string(),
    description: z.string().nullable(),
    key: z.string(),
    updated_at: z.string(),
    value: z.string(),
  })
  .meta({ id: "ToolEnvVarSchema" });
export type ToolEnvVarSchema = z.output<typeof ToolEnvVarSchema>;

export const ToolJSONSchema = z
  .object({
    name: z.string(),
    description: z.string(),
    parameters: ParametersSchema,
    type: z.string().nullish(),
    required: z.array(z.string()).nullish(),
  })
  .meta({ id: "ToolJSONSchema" });
export type ToolJSONSchema = z.output<typeof ToolJSONSchema>;

export const LegacyMessageSchema = z
  .object({
    created_at: z.string(),
    group_id: z.string().nullable(),
    model: z.string().nullable(),
    name: z.string().nullable(),
    role: z.string(),
    content: z.array(LettaMessageContentUnion),
    tool_call_id: z.string().nullable(),
    tool_calls: z.array(z.unknown()),
    tool_returns: z.array(z.unknown()),
    updated_at: z.string(),
  })
  .meta({ id: "letta__serialize_schemas__pydantic_agent_schema__MessageSchema" });
export type LegacyMessageSchema = z.output<typeof LegacyMessageSchema>;

export const LegacyToolSchema = z
  .object({
    args_json_schema: z.unknown(),
    created_at: z.string(),
    description: z.string(),
    json_schema: ToolJSONSchema,
    name: z.string(),
    return_char_limit: z.int(),
    source_code: z.string().nullable(),
    source_type: z.string(),
    tags: z.array(z.string()),
    tool_type: z.string(),
    updated_at: z.string(),
    metadata_: z.record(z.string(), z.unknown()).nullish(),
  })
  .meta({ id: "letta__serialize_schemas__pydantic_agent_schema__ToolSchema" });
export type LegacyToolSchema = z.output<typeof LegacyToolSchema>;

export const LegacyAgentSchema = z
  .object({
    agent_type: z.string(),
    core_memory: z.array(CoreMemoryBlockSchema),
    created_at: z.string(),
    description: z.string().nullable(),
    embedding_config: EmbeddingConfig,
    llm_config: LLMConfig,
    message_buffer_autoclear: z.boolean(),
    in_context_message_indices: z.array(z.int()),
    messages: z.array(LegacyMessageSchema),
    metadata_: z.record(z.string(), z.unknown()).nullish(),
    multi_agent_group: z.unknown(),
    name: z.string(),
    system: z.string(),
    tags: z.array(TagSchema),
    tool_exec_environment_variables: z.array(ToolEnvVarSchema),
    tool_rules: z.array(
      z.union([
        BaseToolRuleSchema,
        ChildToolRuleSchema,
        MaxCountPerStepToolRuleSchema,
        ConditionalToolRuleSchema,
      ]),
    ),
    tools: z.array(LegacyToolSchema),
    updated_at: z.string(),
    version: z.string(),
  })
  .meta({ id: "letta__serialize_schemas__pydantic_agent_schema__AgentSchema" });
export type LegacyAgentSchema = z.output<typeof LegacyAgentSchema>;
