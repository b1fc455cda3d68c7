import { z } from "zod";
import { emptyBody } from "../common";
import { operation } from "../operation";
import {
  CountPipelinesResponse,
  CreatePipelineBody,
  CreatePipelineResponse,
  DeletePipelineResponse,
  ListPipelineSyncHistoryResponse,
  ListPipelinesResponse,
  PreviewPipelineBody,
  PreviewPipelineResponse,
  SyncPipelineResponse,
  UpdatePipelineBody,
  UpdatePipelineProducerConfigBody,
} from "./schemas";

const pipelineParams = z.object({ pipeline_id: z.string() });

export const createPipeline = operation({
  method: "POST",
  path: "/v1/pipelines",
  operationId: "pipelines.createPipeline",
  summary: "Create pipeline",
  cloud: true,
  body: CreatePipelineBody,
  response: CreatePipelineResponse,
});

export const listPipelines = operation({
  method: "GET",
  path: "/v1/pipelines",
  operationId: "pipelines.listPipelines",
  summary: "List pipelines",
  cloud: true,
  query: z.object({
    search: z.string().optional(),
    integration_type: z.string().optional(),
    integration_id: z.string().optional(),
    offset: z.union([z.string(), z.number()]).optional(),
    limit: z.string().optional(),
  }),
  response: ListPipelinesResponse,
});

export const countPipelines = operation({
  method: "GET",
  path: "/v1/pipelines/count",
  operationId: "pipelines.countPipelines",
  summary: "Count pipelines",
  cloud: true,
  query: z.object({
    search: z.string().optional(),
    integration_type: z.string().optional(),
    integration_id: z.string().optional(),
  }),
  response: CountPipelinesResponse,
});

export const getPipeline = operation({
  method: "GET",
  path: "/v1/pipelines/{pipeline_id}",
  operationId: "pipelines.getPipeline",
  summary: "Get pipeline",
  cloud: true,
  params: pipelineParams,
  response: CreatePipelineResponse,
});

export const updatePipeline = operation({
  method: "PATCH",
  path: "/v1/pipelines/{pipeline_id}",
  operationId: "pipelines.updatePipeline",
  summary: "Update pipeline",
  cloud: true,
  params: pipelineParams,
  body: UpdatePipelineBody.prefault({}),
  response: CreatePipelineResponse,
});

export const deletePipeline = operation({
  method: "DELETE",
  path: "/v1/pipelines/{pipeline_id}",
  operationId: "pipelines.deletePipeline",
  summary: "Delete pipeline",
  cloud: true,
  params: pipelineParams,
  body: emptyBody,
  response: DeletePipelineResponse,
});

export const updatePipelineProducerConfig = operation({
  method: "PATCH",
  path: "/v1/pipelines/{pipeline_id}/config",
  operationId: "pipelines.updatePipelineProducerConfig",
  summary: "Update pipeline producer config",
  cloud: true,
  params: pipelineParams,
  body: UpdatePipelineProducerConfigBody,
  response: CreatePipelineResponse,
});

export const previewPipeline = operation({
  method: "POST",
  path: "/v1/pipelines/preview",
  operationId: "pipelines.previewPipeline",
  summary: "Preview pipeline",
  cloud: true,
  body: PreviewPipelineBody,
  response: PreviewPipelineResponse,
});

export const syncPipeline = operation({
  method: "POST",
  path: "/v1/pipelines/{pipeline_id}/sync",
  operationId: "pipelines.syncPipeline",
  summary: "Sync pipeline",
  cloud: true,
  params: pipelineParams,
  body: emptyBody,
  response: SyncPipelineResponse,
});

export const listPipelineSyncHistory = operation({
  method: "GET",
  path: "/v1/pipelines/{pipeline_id}/sync/history",
  operationId: "pipelines.listPipelineSyncHistory",
  summary: "List pipeline sync history",
  cloud: true,
  params: pipelineParams,
  response: ListPipelineSyncHistoryResponse,
});
