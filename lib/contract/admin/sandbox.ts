import { z } from "zod";
import { datetime } from "../common";
import { PipRequirement } from "../tools/schemas";

export const E2BSandboxConfig = z
  .strictObject({
    timeout: z.int().default(300),
    template: z.string().nullish(),
    pip_requirements: z.array(z.string()).nullish(),
  })
  .meta({ id: "E2BSandboxConfig" });
export type E2BSandboxConfig = z.output<typeof E2BSandboxConfig>;

export const LocalSandboxConfig = z
  .strictObject({
    sandbox_dir: z.string().nullish(),
    use_venv: z.boolean().default(false),
    venv_name: z.string().default("venv"),
    pip_requirements: z.array(PipRequirement).optional(),
  })
  .meta({ id: "LocalSandboxConfig" });
export type LocalSandboxConfig = z.output<typeof LocalSandboxConfig>;

export const ModalSandboxConfig = z
  .strictObject({
    timeout: z.int().default(60),
    pip_requirements: z.array(z.string()).nullish(),
    npm_requirements: z.array(z.string()).nullish(),
    language: z.enum(["python", "typescript"]).default("python"),
  })
  .meta({ id: "ModalSandboxConfig" });
export type ModalSandboxConfig = z.output<typeof ModalSandboxConfig>;

export const SandboxType = z.enum(["e2b", "modal", "local"]).meta({ id: "SandboxType" });
export type SandboxType = z.output<typeof SandboxType>;

export const SandboxConfig = z
  .strictObject({
    created_by_id: z.string().nullish(),
    last_updated_by_id: z.string().nullish(),
    created_at: datetime.nullish(),
    updated_at: datetime.nullish(),
    id: z
      .string()
      .regex(/^sandbox-[a-fA-F0-9]{8}/)
      .optional(),
    type: SandboxType.optional(),
    config: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: "SandboxConfig" });
export type SandboxConfig = z.output<typeof SandboxConfig>;

export const SandboxConfigCreate = z
  .strictObject({
    config: z.union([LocalSandboxConfig, E2BSandboxConfig, ModalSandboxConfig]),
  })
  .meta({ id: "SandboxConfigCreate" });
export type SandboxConfigCreate = z.output<typeof SandboxConfigCreate>;

export const SandboxConfigUpdate = z
  .strictObject({
    config: z.union([LocalSandboxConfig, E2BSandboxConfig, ModalSandboxConfig]).optional(),
  })
  .meta({ id: "SandboxConfigUpdate" });
export type SandboxConfigUpdate = z.output<typeof SandboxConfigUpdate>;

export const SandboxEnvironmentVariable = z
  .strictObject({
    created_by_id: z.string().nullish(),
    last_updated_by_id: z.string().nullish(),
    created_at: datetime.nullish(),
    updated_at: datetime.nullish(),
    id: z
      .string()
      .regex(/^sandbox-env-[a-fA-F0-9]{8}/)
      .optional(),
    key: z.string(),
    value: z.string(),
    description: z.string().nullish(),
    value_enc: z.string().nullish(),
    sandbox_config_id: z.string(),
  })
  .meta({ id: "SandboxEnvironmentVariable" });
export type SandboxEnvironmentVariable = z.output<typeof SandboxEnvironmentVariable>;

export const SandboxEnvironmentVariableCreate = z
  .strictObject({
    key: z.string(),
    value: z.string(),
    description: z.string().nullish(),
  })
  .meta({ id: "SandboxEnvironmentVariableCreate" });
export type SandboxEnvironmentVariableCreate = z.output<typeof SandboxEnvironmentVariableCreate>;

export const SandboxEnvironmentVariableUpdate = z
  .strictObject({
    key: z.string().nullish(),
    value: z.string().nullish(),
    description: z.string().nullish(),
  })
  .meta({ id: "SandboxEnvironmentVariableUpdate" });
export type SandboxEnvironmentVariableUpdate = z.output<typeof SandboxEnvironmentVariableUpdate>;
