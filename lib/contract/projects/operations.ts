import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  CreateProjectBody,
  CreateProjectResponse,
  DeleteProjectResponse,
  ListProjectsResponse,
} from "./schemas";

export const listProjects = operation({
  method: "GET",
  path: "/v1/projects",
  operationId: "projects.listProjects",
  summary: "List projects",
  cloud: true,
  query: z.object({
    name: z.string().optional(),
    offset: z.union([z.string(), z.number()]).optional(),
    limit: z.string().optional(),
  }),
  response: ListProjectsResponse,
});

export const createProject = operation({
  method: "POST",
  path: "/v1/projects",
  operationId: "projects.createProject",
  summary: "Create project",
  cloud: true,
  body: CreateProjectBody,
  response: CreateProjectResponse,
  status: 201,
});

export const deleteProject = operation({
  method: "DELETE",
  path: "/v1/projects/{projectId}",
  operationId: "projects.deleteProject",
  summary: "Delete project",
  cloud: true,
  params: z.object({ projectId: z.guid() }),
  body: emptyBody,
  response: DeleteProjectResponse,
});
