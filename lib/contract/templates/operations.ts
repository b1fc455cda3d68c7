import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  CreateAgentsFromTemplateBody,
  CreateAgentsFromTemplateNoProjectResponse,
  CreateTemplateNoProjectBody,
  CreateTemplateNoProjectResponse,
  DeleteTemplateResponse,
  ForkTemplateBody,
  GetTemplateSnapshotResponse,
  ListTemplatesResponse,
  ListTemplateVersionsResponse,
  MigrateDeploymentBody,
  RenameTemplateBody,
  RollbackTemplateNoProjectBody,
  SaveTemplateVersionNoProjectBody,
  SetCurrentTemplateFromSnapshotResponse,
  UpdateCurrentTemplateFromAgentFileNoProjectBody,
  UpdateTemplateDescriptionBody,
} from "./schemas";

const projectTemplateVersionParams = z.object({ project_id: z.string(), template_version: z.string() });
const templateNameParams = z.object({ template_name: z.string() });
const projectTemplateNameParams = z.object({ project_id: z.string(), template_name: z.string() });

export const createAgentsFromTemplate = operation({
  method: "POST",
  path: "/v1/templates/{project_id}/{template_version}/agents",
  operationId: "templates.createAgentsFromTemplate",
  summary: "Create agents from template",
  cloud: true,
  params: projectTemplateVersionParams,
  body: CreateAgentsFromTemplateBody.prefault({}),
  response: CreateAgentsFromTemplateNoProjectResponse,
  status: 201,
});

export const createAgentsFromTemplateNoProject = operation({
  method: "POST",
  path: "/v1/templates/{template_version}/agents",
  operationId: "templates.createAgentsFromTemplateNoProject",
  summary: "Create agents from template no project",
  cloud: true,
  params: z.object({ template_version: z.string() }),
  body: CreateAgentsFromTemplateBody.prefault({}),
  response: CreateAgentsFromTemplateNoProjectResponse,
  status: 201,
});

export const listTemplates = operation({
  method: "GET",
  path: "/v1/templates",
  operationId: "templates.listTemplates",
  summary: "List templates",
  cloud: true,
  query: z.object({
    offset: z.union([z.string(), z.number()]).optional(),
    exact: z.string().optional(),
    limit: z.string().optional(),
    version: z.string().optional(),
    template_id: z.string().optional(),
    name: z.string().optional(),
    search: z.string().optional(),
    project_slug: z.string().optional(),
    project_id: z.string().optional(),
    sort_by: z.enum(["updated_at", "created_at"]).optional(),
  }),
  response: ListTemplatesResponse,
});

export const createTemplateNoProject = operation({
  method: "POST",
  path: "/v1/templates",
  operationId: "templates.createTemplateNoProject",
  summary: "Create template no project",
  cloud: true,
  body: CreateTemplateNoProjectBody,
  response: CreateTemplateNoProjectResponse,
  status: 201,
});

export const saveTemplateVersionNoProject = operation({
  method: "POST",
  path: "/v1/templates/{template_name}/save",
  operationId: "templates.saveTemplateVersionNoProject",
  summary: "Save template version no project",
  cloud: true,
  params: templateNameParams,
  body: SaveTemplateVersionNoProjectBody.prefault({}),
  response: CreateTemplateNoProjectResponse,
});

export const saveTemplateVersion = operation({
  method: "POST",
  path: "/v1/templates/{project_id}/{template_name}",
  operationId: "templates.saveTemplateVersion",
  summary: "Save template version",
  cloud: true,
  params: projectTemplateNameParams,
  body: SaveTemplateVersionNoProjectBody.prefault({}),
  response: CreateTemplateNoProjectResponse,
});

export const deleteTemplate = operation({
  method: "DELETE",
  path: "/v1/templates/{project_id}/{template_name}",
  operationId: "templates.deleteTemplate",
  summary: "Delete template",
  cloud: true,
  params: projectTemplateNameParams,
  body: emptyBody,
  response: DeleteTemplateResponse,
});

export const getTemplateSnapshot = operation({
  method: "GET",
  path: "/v1/templates/{project_id}/{template_version}/snapshot",
  operationId: "templates.getTemplateSnapshot",
  summary: "Get template snapshot",
  cloud: true,
  params: projectTemplateVersionParams,
  response: GetTemplateSnapshotResponse,
});

export const setCurrentTemplateFromSnapshot = operation({
  method: "PUT",
  path: "/v1/templates/{project_id}/{template_version}/snapshot",
  operationId: "templates.setCurrentTemplateFromSnapshot",
  summary: "Set current template from snapshot",
  cloud: true,
  params: projectTemplateVersionParams,
  body: emptyBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});

export const forkTemplate = operation({
  method: "POST",
  path: "/v1/templates/{project_id}/{template_version}/fork",
  operationId: "templates.forkTemplate",
  summary: "Fork template",
  cloud: true,
  params: projectTemplateVersionParams,
  body: ForkTemplateBody.prefault({}),
  response: CreateTemplateNoProjectResponse,
});

export const createTemplate = operation({
  method: "POST",
  path: "/v1/templates/{project_id}",
  operationId: "templates.createTemplate",
  summary: "Create template",
  cloud: true,
  params: z.object({ project_id: z.string() }),
  body: CreateTemplateNoProjectBody,
  response: CreateTemplateNoProjectResponse,
  status: 201,
});

export const deleteTemplateNoProject = operation({
  method: "DELETE",
  path: "/v1/templates/{template_name}",
  operationId: "templates.deleteTemplateNoProject",
  summary: "Delete template no project",
  cloud: true,
  params: templateNameParams,
  body: emptyBody,
  response: DeleteTemplateResponse,
});

export const updateCurrentTemplateFromAgentFileNoProject = operation({
  method: "PATCH",
  path: "/v1/templates/{template_name}",
  operationId: "templates.updateCurrentTemplateFromAgentFileNoProject",
  summary: "Update current template from agent file no project",
  cloud: true,
  params: templateNameParams,
  body: UpdateCurrentTemplateFromAgentFileNoProjectBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});

export const renameTemplate = operation({
  method: "PATCH",
  path: "/v1/templates/{project_id}/{template_name}/name",
  operationId: "templates.renameTemplate",
  summary: "Rename template",
  cloud: true,
  params: projectTemplateNameParams,
  body: RenameTemplateBody,
  response: DeleteTemplateResponse,
});

export const updateTemplateDescription = operation({
  method: "PATCH",
  path: "/v1/templates/{project_id}/{template_name}/description",
  operationId: "templates.updateTemplateDescription",
  summary: "Update template description",
  cloud: true,
  params: projectTemplateNameParams,
  body: UpdateTemplateDescriptionBody.prefault({}),
  response: DeleteTemplateResponse,
});

export const listTemplateVersions = operation({
  method: "GET",
  path: "/v1/templates/{project_id}/{name}/versions",
  operationId: "templates.listTemplateVersions",
  summary: "List template versions",
  cloud: true,
  params: z.object({ project_id: z.string(), name: z.string() }),
  query: z.object({
    offset: z.union([z.string(), z.number()]).optional(),
    limit: z.string().optional(),
  }),
  response: ListTemplateVersionsResponse,
});

export const migrateDeployment = operation({
  method: "POST",
  path: "/v1/templates/{project_id}/{template_name}/deployments/{deployment_id}/migrate",
  operationId: "templates.migrateDeployment",
  summary: "Migrate deployment",
  cloud: true,
  params: z.object({ project_id: z.string(), template_name: z.string(), deployment_id: z.string() }),
  body: MigrateDeploymentBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});

export const rollbackTemplateNoProject = operation({
  method: "POST",
  path: "/v1/templates/{template_name}/rollback",
  operationId: "templates.rollbackTemplateNoProject",
  summary: "Rollback template no project",
  cloud: true,
  params: templateNameParams,
  body: RollbackTemplateNoProjectBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});

export const rollbackTemplate = operation({
  method: "POST",
  path: "/v1/templates/{project_id}/{template_name}/rollback",
  operationId: "templates.rollbackTemplate",
  summary: "Rollback template",
  cloud: true,
  params: projectTemplateNameParams,
  body: RollbackTemplateNoProjectBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});

export const updateCurrentTemplateFromAgentFile = operation({
  method: "PUT",
  path: "/v1/templates/{project_id}/{template_name}/agent-file",
  operationId: "templates.updateCurrentTemplateFromAgentFile",
  summary: "Update current template from agent file",
  cloud: true,
  params: projectTemplateNameParams,
  body: UpdateCurrentTemplateFromAgentFileNoProjectBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});

export const legacyMigration = operation({
  method: "POST",
  path: "/v1/legacy-templates/{templateId}/migrates",
  operationId: "templates.legacyMigration",
  summary: "Legacy migration",
  cloud: true,
  params: z.object({ templateId: z.string() }),
  body: emptyBody,
  response: SetCurrentTemplateFromSnapshotResponse,
});
