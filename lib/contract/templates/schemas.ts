import { z } from "zod";
import { orNull } from "../common";

export const CreateAgentsFromTemplateBody = z.object({
  tags: z.array(z.string().regex(/^[a-zA-Z0-9_ -]*$/)).optional(),
  agent_name: z
    .string()
    .regex(/^[a-zA-Z0-9_ -]*$/)
    .optional(),
  initial_message_sequence: z
    .array(
      z.object({
        role: z.enum(["user", "system", "assistant"]),
        content: z.string(),
        name: z.string().nullish(),
        otid: z.string().nullish(),
        sender_id: z.string().nullish(),
        batch_item_id: z.string().nullish(),
        group_id: z.string().nullish(),
      }),
    )
    .optional(),
  memory_variables: z.record(z.string(), z.string()).optional(),
  tool_variables: z.record(z.string(), z.string()).optional(),
  identity_ids: z.array(z.string()).optional(),
});
export type CreateAgentsFromTemplateBody = z.output<typeof CreateAgentsFromTemplateBody>;

export const CreateAgentsFromTemplateNoProjectResponse = z.object({
  agent_ids: z.array(z.string()),
  group_id: orNull(z.string()),
  deployment_id: z.string(),
});
export type CreateAgentsFromTemplateNoProjectResponse = z.output<
  typeof CreateAgentsFromTemplateNoProjectResponse
>;

export const ListTemplatesResponse = z.object({
  templates: z.array(
    z.object({
      name: z.string(),
      id: z.string(),
      project_id: z.string(),
      project_slug: z.string(),
      latest_version: z.string(),
      description: z.string().optional(),
      template_deployment_slug: z.string(),
      updated_at: z.string(),
    }),
  ),
  has_next_page: z.boolean(),
});
export type ListTemplatesResponse = z.output<typeof ListTemplatesResponse>;

export const CreateTemplateNoProjectBody = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("agent"),
    agent_id: z.string(),
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_-]+$/)
      .optional(),
  }),
  z.object({
    type: z.literal("agent_file"),
    agent_file: z.record(z.string(), z.unknown()),
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_-]+$/)
      .optional(),
    update_existing_tools: z.boolean().optional(),
  }),
]);
export type CreateTemplateNoProjectBody = z.output<typeof CreateTemplateNoProjectBody>;

export const CreateTemplateNoProjectResponse = z.object({
  name: z.string(),
  id: z.string(),
  project_id: z.string(),
  project_slug: z.string(),
  latest_version: z.string(),
  description: z.string().optional(),
  template_deployment_slug: z.string(),
  updated_at: z.string(),
});
export type CreateTemplateNoProjectResponse = z.output<typeof CreateTemplateNoProjectResponse>;

export const SaveTemplateVersionNoProjectBody = z.object({
  preserve_environment_variables_on_migration: z.boolean().optional(),
  preserve_core_memories_on_migration: z.boolean().optional(),
  preserve_sources_on_migration: z.boolean().optional(),
  block_reconciliation_strategy: z.enum(["reconcile-all", "preserve-deleted"]).optional(),
  migrate_agents: z.boolean().optional(),
  message: z.string().optional(),
});
export type SaveTemplateVersionNoProjectBody = z.output<typeof SaveTemplateVersionNoProjectBody>;

export const DeleteTemplateResponse = z.object({
  success: z.boolean(),
});
export type DeleteTemplateResponse = z.output<typeof DeleteTemplateResponse>;

export const GetTemplateSnapshotResponse = z.object({
  agents: z.array(
    z.object({
      model: z.string(),
      systemPrompt: z.string(),
      toolIds: orNull(z.array(z.string())),
      sourceIds: orNull(z.array(z.string())),
      memoryVariables: orNull(
        z.object({
          version: z.string(),
          data: z.array(
            z.object({
              key: z.string(),
              defaultValue: orNull(z.string()),
              type: z.string(),
            }),
          ),
        }),
      ),
      toolVariables: orNull(
        z.object({
          version: z.string(),
          data: z.array(
            z.object({
              key: z.string(),
              defaultValue: orNull(z.string()),
              type: z.string(),
            }),
          ),
        }),
      ),
      tags: orNull(z.array(z.string())),
      identityIds: orNull(z.array(z.string())),
      toolRules: orNull(
        z.array(
          z.union([
            z.object({
              tool_name: z.string(),
              type: z.literal("constrain_child_tools").optional(),
              prompt_template: orNull(z.string()),
              children: z.array(z.string()),
              child_arg_nodes: orNull(
                z.array(
                  z.object({
                    name: z.string(),
                    args: orNull(z.record(z.string(), z.unknown())),
                  }),
                ),
              ),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("run_first").optional(),
              prompt_template: orNull(z.string()),
              args: orNull(z.record(z.string(), z.unknown())),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("exit_loop").optional(),
              prompt_template: orNull(z.string()),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("conditional").optional(),
              prompt_template: orNull(z.string()),
              default_child: orNull(z.string()),
              child_output_mapping: z.record(z.string(), z.string()),
              require_output_mapping: z.boolean().optional(),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("continue_loop").optional(),
              prompt_template: orNull(z.string()),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("required_before_exit").optional(),
              prompt_template: orNull(z.string()),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("max_count_per_step").optional(),
              prompt_template: orNull(z.string()),
              max_count_limit: z.number(),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("parent_last_tool").optional(),
              prompt_template: orNull(z.string()),
              children: z.array(z.string()),
            }),
            z.object({
              tool_name: z.string(),
              type: z.literal("requires_approval").optional(),
              prompt_template: orNull(z.string()),
            }),
          ]),
        ),
      ),
      agentType: z.enum([
        "letta_v1_agent",
        "memgpt_agent",
        "memgpt_v2_agent",
        "react_agent",
        "workflow_agent",
        "split_thread_agent",
        "sleeptime_agent",
        "voice_convo_agent",
        "voice_sleeptime_agent",
      ]),
      properties: orNull(
        z.object({
          enable_reasoner: orNull(z.boolean()),
          put_inner_thoughts_in_kwargs: orNull(z.boolean()),
          context_window_limit: orNull(z.number()),
          max_tokens: orNull(z.number()),
          max_reasoning_tokens: orNull(z.number()),
          max_files_open: orNull(z.number()),
          message_buffer_autoclear: orNull(z.boolean()),
          verbosity_level: orNull(z.enum(["low", "medium", "high"])),
          reasoning_effort: orNull(z.enum(["none", "minimal", "low", "medium", "high", "xhigh"])),
          per_file_view_window_char_limit: orNull(z.number()),
          parallel_tool_calls: orNull(z.boolean()),
          temperature: orNull(z.number()),
        }),
      ),
      entityId: z.string(),
      name: z.string(),
    }),
  ),
  blocks: z.array(
    z.object({
      entityId: z.string(),
      label: z.string(),
      value: z.string(),
      limit: z.number(),
      description: z.string(),
      preserveOnMigration: orNull(z.boolean()),
      readOnly: z.boolean(),
    }),
  ),
  relationships: z.array(
    z.object({
      agentEntityId: z.string(),
      blockEntityId: z.string(),
    }),
  ),
  configuration: z.object({
    managerAgentEntityId: z.string().optional(),
    managerType: z.string().optional(),
    terminationToken: z.string().optional(),
    maxTurns: z.number().optional(),
    sleeptimeAgentFrequency: z.number().optional(),
    maxMessageBufferLength: z.number().optional(),
    minMessageBufferLength: z.number().optional(),
  }),
  type: z.enum([
    "classic",
    "cluster",
    "sleeptime",
    "round_robin",
    "supervisor",
    "dynamic",
    "voice_sleeptime",
  ]),
  version: z.string(),
});
export type GetTemplateSnapshotResponse = z.output<typeof GetTemplateSnapshotResponse>;

export const SetCurrentTemplateFromSnapshotResponse = z.object({
  success: z.boolean(),
  message: z.string().optional(),
});
export type SetCurrentTemplateFromSnapshotResponse = z.output<typeof SetCurrentTemplateFromSnapshotResponse>;

export const ForkTemplateBody = z.object({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_-]+$/)
    .optional(),
});
export type ForkTemplateBody = z.output<typeof ForkTemplateBody>;

export const UpdateCurrentTemplateFromAgentFileNoProjectBody = z.object({
  agent_file_json: z.record(z.string(), z.unknown()),
  update_existing_tools: z.boolean().default(false),
  save_existing_changes: z.boolean().default(false),
});
export type UpdateCurrentTemplateFromAgentFileNoProjectBody = z.output<
  typeof UpdateCurrentTemplateFromAgentFileNoProjectBody
>;

export const RenameTemplateBody = z.object({
  new_name: z.string().regex(/^[a-zA-Z0-9_-]+$/),
});
export type RenameTemplateBody = z.output<typeof RenameTemplateBody>;

export const UpdateTemplateDescriptionBody = z.object({
  description: z.string().optional(),
});
export type UpdateTemplateDescriptionBody = z.output<typeof UpdateTemplateDescriptionBody>;

export const ListTemplateVersionsResponse = z.object({
  versions: z.array(
    z.object({
      version: z.string(),
      created_at: z.string(),
      message: z.string().optional(),
      is_latest: z.boolean(),
    }),
  ),
  has_next_page: z.boolean(),
  total_count: z.number(),
});
export type ListTemplateVersionsResponse = z.output<typeof ListTemplateVersionsResponse>;

export const MigrateDeploymentBody = z.object({
  version: z.string(),
  preserve_tool_variables: z.boolean().optional(),
  preserve_core_memories: z.boolean().optional(),
  preserve_sources: z.boolean().optional(),
  memory_variables: z.record(z.string(), z.string()).optional(),
});
export type MigrateDeploymentBody = z.output<typeof MigrateDeploymentBody>;

export const RollbackTemplateNoProjectBody = z.object({
  version: z.string(),
});
export type RollbackTemplateNoProjectBody = z.output<typeof RollbackTemplateNoProjectBody>;
