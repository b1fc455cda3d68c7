import { z } from "zod";
import { CreateAgentRequest } from "../agents/schemas";
import { deprecated, id, orNull } from "../common";
import {
  DynamicManager,
  RoundRobinManager,
  SleeptimeManager,
  SupervisorManager,
  VoiceSleeptimeManager,
} from "../groups/schemas";

export const DeleteDeploymentResponse = z
  .object({
    deleted_blocks: z.array(z.string()).default([]),
    deleted_agents: z.array(z.string()).default([]),
    deleted_groups: z.array(z.string()).default([]),
    message: z.string(),
  })
  .meta({ id: "DeleteDeploymentResponse" });
export type DeleteDeploymentResponse = z.output<typeof DeleteDeploymentResponse>;

export const DeploymentEntity = z
  .object({
    id: z.string(),
    type: z.string(),
    name: orNull(z.string()),
    description: orNull(z.string()),
    entity_id: orNull(z.string()),
    project_id: orNull(z.string()),
  })
  .meta({ id: "DeploymentEntity" });
export type DeploymentEntity = z.output<typeof DeploymentEntity>;

export const InternalTemplateAgentCreate = CreateAgentRequest.extend({
  template_id: z.string(),
  base_template_id: z.string(),
  deployment_id: z.string(),
  entity_id: z.string(),
}).meta({ id: "InternalTemplateAgentCreate" });
export type InternalTemplateAgentCreate = z.output<typeof InternalTemplateAgentCreate>;

export const InternalTemplateBlockCreate = z
  .object({
    value: z.string(),
    limit: z.int().default(100000),
    project_id: z.string().nullish(),
    template_name: z.string().nullish(),
    is_template: z.boolean().default(false),
    template_id: z.string(),
    base_template_id: z.string(),
    deployment_id: z.string(),
    entity_id: z.string(),
    preserve_on_migration: z.boolean().nullable().default(false),
    label: z.string(),
    read_only: z.boolean().default(false),
    description: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    hidden: z.boolean().nullish(),
    tags: z.array(z.string()).nullish(),
  })
  .meta({ id: "InternalTemplateBlockCreate" });
export type InternalTemplateBlockCreate = z.output<typeof InternalTemplateBlockCreate>;

export const InternalTemplateGroupCreate = z
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
    base_template_id: z.string(),
    template_id: z.string(),
    deployment_id: z.string(),
  })
  .meta({ id: "InternalTemplateGroupCreate" });
export type InternalTemplateGroupCreate = z.output<typeof InternalTemplateGroupCreate>;

export const ListDeploymentEntitiesResponse = z
  .object({
    entities: z.array(DeploymentEntity).default([]),
    total_count: z.int(),
    deployment_id: z.string(),
    message: z.string(),
  })
  .meta({ id: "ListDeploymentEntitiesResponse" });
export type ListDeploymentEntitiesResponse = z.output<typeof ListDeploymentEntitiesResponse>;
