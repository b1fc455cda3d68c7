import type { sandboxConfigs as contract } from "@/lib/contract/registry";
import { deleteSandboxConfig } from "@/lib/domain/sandboxes/delete-sandbox-config";
import { deleteSandboxVariable } from "@/lib/domain/sandboxes/delete-sandbox-variable";
import { listSandboxConfigs } from "@/lib/domain/sandboxes/list-sandbox-configs";
import { listSandboxVariables } from "@/lib/domain/sandboxes/list-sandbox-variables";
import { ensureSandboxConfig, setSandboxConfig } from "@/lib/domain/sandboxes/set-sandbox-config";
import { setSandboxVariable } from "@/lib/domain/sandboxes/set-sandbox-variable";
import { updateSandboxConfig } from "@/lib/domain/sandboxes/update-sandbox-config";
import { updateSandboxVariable } from "@/lib/domain/sandboxes/update-sandbox-variable";
import type { Handlers } from "../handlers";

export const sandboxConfigs: Handlers<typeof contract> = {
  createSandboxConfig: ({ ctx, body }) => setSandboxConfig(ctx, body.config),
  listSandboxConfigs: ({ ctx, query }) => listSandboxConfigs(ctx, query),
  createDefaultLocalSandboxConfig: ({ ctx }) => ensureSandboxConfig(ctx, "local"),
  createDefaultE2bSandboxConfig: ({ ctx }) => ensureSandboxConfig(ctx, "e2b"),
  createLocalSandboxConfig: ({ ctx, body }) => setSandboxConfig(ctx, body),
  updateSandboxConfig: ({ ctx, params, body }) => updateSandboxConfig(ctx, params.sandbox_config_id, body),
  deleteSandboxConfig: ({ ctx, params }) => deleteSandboxConfig(ctx, params.sandbox_config_id),
  createSandboxVariable: ({ ctx, params, body }) => setSandboxVariable(ctx, params.sandbox_config_id, body),
  listSandboxVariables: ({ ctx, params, query }) =>
    listSandboxVariables(ctx, params.sandbox_config_id, query),
  updateSandboxVariable: ({ ctx, params, body }) =>
    updateSandboxVariable(ctx, params.environment_variable_id, body),
  deleteSandboxVariable: ({ ctx, params }) => deleteSandboxVariable(ctx, params.environment_variable_id),
};
