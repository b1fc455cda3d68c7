import { z } from "zod";
import { deprecated, id, orNull } from "../common";
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

export const DynamicManager = z
  .object({
    manager_type: z.literal("dynamic").default("dynamic"),
    manager_agent_id: id("agent"),
    termination_token: z.string().nullable().default("DONE!"),
    max_turns: z.int().nullish(),
  })
  .meta({ id: "DynamicManager" });
export type DynamicManager = z.output<typeof DynamicManager>;

export const DynamicManagerUpdate = z
  .object({
    manager_type: z.literal("dynamic").default("dynamic"),
    manager_agent_id: id("agent").nullish(),
    termination_token: z.string().nullish(),
    max_turns: z.int().nullish(),
  })
  .meta({ id: "DynamicManagerUpdate" });
export type DynamicManagerUpdate = z.output<typeof DynamicManagerUpdate>;

export const ManagerType = z
  .enum(["round_robin", "supervisor", "dynamic", "sleeptime", "voice_sleeptime", "swarm"])
  .meta({ id: "ManagerType" });
export type ManagerType = z.output<typeof ManagerType>;

export const Group = z
  .object({
    id: z.string(),
    manager_type: ManagerType,
    agent_ids: z.array(z.string()),
    description: z.string(),
    project_id: orNull(z.string()),
    template_id: orNull(z.string()),
    base_template_id: orNull(z.string()),
    deployment_id: orNull(z.string()),
    shared_block_ids: deprecated(z.array(z.string()).default([])),
    manager_agent_id: orNull(z.string()),
    termination_token: orNull(z.string()),
    max_turns: orNull(z.int()),
    sleeptime_agent_frequency: orNull(z.int()),
    turns_counter: orNull(z.int()),
    last_processed_message_id: orNull(z.string()),
    max_message_buffer_length: orNull(z.int()),
    min_message_buffer_length: orNull(z.int()),
    hidden: orNull(z.boolean()),
  })
  .meta({ id: "Group" });
export type Group = z.output<typeof Group>;

export const RoundRobinManager = z
  .object({
    manager_type: z.literal("round_robin").default("round_robin"),
    max_turns: z.int().nullish(),
  })
  .meta({ id: "RoundRobinManager" });
export type RoundRobinManager = z.output<typeof RoundRobinManager>;

export const SleeptimeManager = z
  .object({
    manager_type: z.literal("sleeptime").default("sleeptime"),
    manager_agent_id: id("agent"),
    sleeptime_agent_frequency: z.int().nullish(),
  })
  .meta({ id: "SleeptimeManager" });
export type SleeptimeManager = z.output<typeof SleeptimeManager>;

export const SupervisorManager = z
  .object({
    manager_type: z.literal("supervisor").default("supervisor"),
    manager_agent_id: id("agent"),
  })
  .meta({ id: "SupervisorManager" });
export type SupervisorManager = z.output<typeof SupervisorManager>;

export const VoiceSleeptimeManager = z
  .object({
    manager_type: z.literal("voice_sleeptime").default("voice_sleeptime"),
    manager_agent_id: id("agent"),
    max_message_buffer_length: z.int().nullish(),
    min_message_buffer_length: z.int().nullish(),
  })
  .meta({ id: "VoiceSleeptimeManager" });
export type VoiceSleeptimeManager = z.output<typeof VoiceSleeptimeManager>;

export const GroupCreate = z
  .object({
    agent_ids: z.array(id("agent")),
    description: z.string(),
    manager_config: z
      .discriminatedUnion("manager_type", [
        RoundRobinManager,
        SupervisorManager,
        DynamicManager,
        SleeptimeManager,
        VoiceSleeptimeManager,
      ])
      .default({ manager_type: "round_robin" }),
    project_id: z.string().nullish(),
    shared_block_ids: deprecated(z.array(id("block")).default([])),
    hidden: z.boolean().nullish(),
  })
  .meta({ id: "GroupCreate" });
export type GroupCreate = z.output<typeof GroupCreate>;

export const RoundRobinManagerUpdate = z
  .object({
    manager_type: z.literal("round_robin").default("round_robin"),
    max_turns: z.int().nullish(),
  })
  .meta({ id: "RoundRobinManagerUpdate" });
export type RoundRobinManagerUpdate = z.output<typeof RoundRobinManagerUpdate>;

export const SleeptimeManagerUpdate = z
  .object({
    manager_type: z.literal("sleeptime").default("sleeptime"),
    manager_agent_id: id("agent").nullish(),
    sleeptime_agent_frequency: z.int().nullish(),
  })
  .meta({ id: "SleeptimeManagerUpdate" });
export type SleeptimeManagerUpdate = z.output<typeof SleeptimeManagerUpdate>;

export const SupervisorManagerUpdate = z
  .object({
    manager_type: z.literal("supervisor").default("supervisor"),
    manager_agent_id: id("agent").nullable(),
  })
  .meta({ id: "SupervisorManagerUpdate" });
export type SupervisorManagerUpdate = z.output<typeof SupervisorManagerUpdate>;

export const VoiceSleeptimeManagerUpdate = z
  .object({
    manager_type: z.literal("voice_sleeptime").default("voice_sleeptime"),
    manager_agent_id: id("agent").nullish(),
    max_message_buffer_length: z.int().nullish(),
    min_message_buffer_length: z.int().nullish(),
  })
  .meta({ id: "VoiceSleeptimeManagerUpdate" });
export type VoiceSleeptimeManagerUpdate = z.output<typeof VoiceSleeptimeManagerUpdate>;

export const GroupUpdate = z
  .object({
    agent_ids: z.array(id("agent")).nullish(),
    description: z.string().nullish(),
    manager_config: z
      .discriminatedUnion("manager_type", [
        RoundRobinManagerUpdate,
        SupervisorManagerUpdate,
        DynamicManagerUpdate,
        SleeptimeManagerUpdate,
        VoiceSleeptimeManagerUpdate,
      ])
      .nullish(),
    project_id: z.string().nullish(),
    shared_block_ids: deprecated(z.array(id("block")).nullish()),
  })
  .meta({ id: "GroupUpdate" });
export type GroupUpdate = z.output<typeof GroupUpdate>;

export const ModifyGroupMessageResponse = z.discriminatedUnion("message_type", [
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
export type ModifyGroupMessageResponse = z.output<typeof ModifyGroupMessageResponse>;
