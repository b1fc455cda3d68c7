import { z } from "zod";
import {
  LocalSandboxConfig,
  SandboxConfig,
  SandboxConfigCreate,
  SandboxConfigUpdate,
  SandboxEnvironmentVariable,
  SandboxEnvironmentVariableCreate,
  SandboxEnvironmentVariableUpdate,
  SandboxType,
} from "../admin/sandbox";
import { emptyBody, noContent } from "../common";
import { operation } from "../operation";

// Served by the reference though its document is silent about them.

const configParams = z.object({ sandbox_config_id: z.string() });
const variableParams = z.object({ environment_variable_id: z.string() });
const cursor = { after: z.string().optional(), limit: z.int().min(0).default(1000) };

export const createSandboxConfig = operation({
  method: "POST",
  path: "/v1/sandbox-config/",
  operationId: "create_sandbox_config",
  summary: "Create sandbox config",
  body: SandboxConfigCreate,
  response: SandboxConfig,
});

export const listSandboxConfigs = operation({
  method: "GET",
  path: "/v1/sandbox-config/",
  operationId: "list_sandbox_configs",
  summary: "List sandbox configs",
  query: z.object({ ...cursor, sandbox_type: SandboxType.optional() }),
  response: z.array(SandboxConfig),
});

export const createDefaultLocalSandboxConfig = operation({
  method: "POST",
  path: "/v1/sandbox-config/local/default",
  operationId: "create_default_local_sandbox_config",
  summary: "Create default local sandbox config",
  body: emptyBody,
  response: SandboxConfig,
});

export const createDefaultE2bSandboxConfig = operation({
  method: "POST",
  path: "/v1/sandbox-config/e2b/default",
  operationId: "create_default_e2b_sandbox_config",
  summary: "Create default E2B sandbox config",
  body: emptyBody,
  response: SandboxConfig,
});

export const createLocalSandboxConfig = operation({
  method: "POST",
  path: "/v1/sandbox-config/local",
  operationId: "create_custom_local_sandbox_config",
  summary: "Create custom local sandbox config",
  body: LocalSandboxConfig,
  response: SandboxConfig,
});

export const updateSandboxConfig = operation({
  method: "PATCH",
  path: "/v1/sandbox-config/{sandbox_config_id}",
  operationId: "update_sandbox_config",
  summary: "Update sandbox config",
  params: configParams,
  body: SandboxConfigUpdate,
  response: SandboxConfig,
});

export const deleteSandboxConfig = operation({
  method: "DELETE",
  path: "/v1/sandbox-config/{sandbox_config_id}",
  operationId: "delete_sandbox_config",
  summary: "Delete sandbox config",
  params: configParams,
  body: emptyBody,
  response: noContent,
  status: 204,
});

export const createSandboxVariable = operation({
  method: "POST",
  path: "/v1/sandbox-config/{sandbox_config_id}/environment-variable",
  operationId: "create_sandbox_environment_variable",
  summary: "Create sandbox environment variable",
  params: configParams,
  body: SandboxEnvironmentVariableCreate,
  response: SandboxEnvironmentVariable,
});

export const listSandboxVariables = operation({
  method: "GET",
  path: "/v1/sandbox-config/{sandbox_config_id}/environment-variable",
  operationId: "list_sandbox_environment_variables",
  summary: "List sandbox environment variables",
  params: configParams,
  query: z.object(cursor),
  response: z.array(SandboxEnvironmentVariable),
});

export const updateSandboxVariable = operation({
  method: "PATCH",
  path: "/v1/sandbox-config/environment-variable/{environment_variable_id}",
  operationId: "update_sandbox_environment_variable",
  summary: "Update sandbox environment variable",
  params: variableParams,
  body: SandboxEnvironmentVariableUpdate,
  response: SandboxEnvironmentVariable,
});

export const deleteSandboxVariable = operation({
  method: "DELETE",
  path: "/v1/sandbox-config/environment-variable/{environment_variable_id}",
  operationId: "delete_sandbox_environment_variable",
  summary: "Delete sandbox environment variable",
  params: variableParams,
  body: emptyBody,
  response: noContent,
  status: 204,
});
