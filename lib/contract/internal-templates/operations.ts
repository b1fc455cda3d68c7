import { z } from "zod";
import { AgentState } from "../agents/schemas";
import { Block } from "../blocks/schemas";
import { Group } from "../groups/schemas";
import { operation } from "../operation";
import {
  DeleteDeploymentResponse,
  InternalTemplateAgentCreate,
  InternalTemplateBlockCreate,
  InternalTemplateGroupCreate,
  ListDeploymentEntitiesResponse,
} from "./schemas";

const deploymentParams = z.object({ deployment_id: z.string() });

export const createInternalTemplateGroup = operation({
  method: "POST",
  path: "/v1/_internal_templates/groups",
  operationId: "create_internal_template_group",
  summary: "Create internal template group",
  body: InternalTemplateGroupCreate,
  response: Group,
});

export const createInternalTemplateAgent = operation({
  method: "POST",
  path: "/v1/_internal_templates/agents",
  operationId: "create_internal_template_agent",
  summary: "Create internal template agent",
  body: InternalTemplateAgentCreate,
  response: AgentState,
});

export const createInternalTemplateBlock = operation({
  method: "POST",
  path: "/v1/_internal_templates/blocks",
  operationId: "create_internal_template_block",
  summary: "Create internal template block",
  body: InternalTemplateBlockCreate,
  response: Block,
});

export const createInternalTemplateBlocksBatch = operation({
  method: "POST",
  path: "/v1/_internal_templates/blocks/batch",
  operationId: "create_internal_template_blocks_batch",
  summary: "Create internal template blocks batch",
  body: z.array(InternalTemplateBlockCreate),
  response: z.array(Block),
});

export const listDeploymentEntities = operation({
  method: "GET",
  path: "/v1/_internal_templates/deployment/{deployment_id}",
  operationId: "list_deployment_entities",
  summary: "List deployment entities",
  params: deploymentParams,
  query: z.object({
    entity_types: z.array(z.string()).optional(),
  }),
  response: ListDeploymentEntitiesResponse,
});

export const deleteDeployment = operation({
  method: "DELETE",
  path: "/v1/_internal_templates/deployment/{deployment_id}",
  operationId: "delete_deployment",
  summary: "Delete deployment",
  params: deploymentParams,
  response: DeleteDeploymentResponse,
});
