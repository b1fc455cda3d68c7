import { z } from "zod";
import { orNull } from "../common";

export const CodeInput = z
  .object({
    code: z.string(),
    source_type: z.string().nullable().default("python"),
  })
  .meta({ id: "CodeInput" });
export type CodeInput = z.output<typeof CodeInput>;

export const GenerateToolInput = z
  .object({
    tool_name: z.string(),
    prompt: z.string(),
    handle: z.string().nullish(),
    starter_code: z.string().nullish(),
    validation_errors: z.array(z.string()),
  })
  .meta({ id: "GenerateToolInput" });
export type GenerateToolInput = z.output<typeof GenerateToolInput>;

export const NpmRequirement = z
  .object({
    name: z.string().min(1),
    version: orNull(z.string()),
  })
  .meta({ id: "NpmRequirement" });
export type NpmRequirement = z.output<typeof NpmRequirement>;

export const PipRequirement = z
  .object({
    name: z.string().min(1),
    version: orNull(z.string()),
  })
  .meta({ id: "PipRequirement" });
export type PipRequirement = z.output<typeof PipRequirement>;

/** Names and versions of packages end up in commands that install them, so they are nothing else. */
const packageVersion = /^[\w.!+*<>=~^|-][\w.!+*<>=~^|, -]*$/;
const pipPackage = /^[a-z0-9]([\w.-]*[a-z0-9])?(\[[\w., -]+\])?$/i;
const npmPackage = /^(@[a-z0-9~][\w.~-]*\/)?[a-z0-9~][\w.~-]*$/i;
const isPackage =
  (pattern: RegExp) =>
  ({ name, version }: { name: string; version: string | null }) =>
    pattern.test(name) && (version === null || packageVersion.test(version));

const pipRequirements = z.array(
  PipRequirement.refine(isPackage(pipPackage), { error: "Not a package of pip and a version of it" }),
);
const npmRequirements = z.array(
  NpmRequirement.refine(isPackage(npmPackage), { error: "Not a package of npm and a version of it" }),
);

export const ToolType = z
  .enum([
    "custom",
    "letta_core",
    "letta_memory_core",
    "letta_multi_agent_core",
    "letta_sleeptime_core",
    "letta_voice_sleeptime_core",
    "letta_builtin",
    "letta_files_core",
    "external_langchain",
    "external_composio",
    "external_mcp",
  ])
  .meta({ id: "ToolType" });
export type ToolType = z.output<typeof ToolType>;

export const Tool = z
  .object({
    id: z.string(),
    tool_type: ToolType.default("custom"),
    description: orNull(z.string()),
    source_type: orNull(z.string()),
    name: orNull(z.string()),
    tags: z.array(z.string()).default([]),
    source_code: orNull(z.string()),
    json_schema: orNull(z.record(z.string(), z.unknown())),
    args_json_schema: orNull(z.record(z.string(), z.unknown())),
    return_char_limit: z.int().default(50000),
    pip_requirements: orNull(z.array(PipRequirement)),
    npm_requirements: orNull(z.array(NpmRequirement)),
    default_requires_approval: orNull(z.boolean()),
    enable_parallel_execution: z.boolean().nullable().default(false),
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    metadata_: orNull(z.record(z.string(), z.unknown())),
    project_id: orNull(z.string()),
  })
  .meta({ id: "Tool" });
export type Tool = z.output<typeof Tool>;

export const GenerateToolOutput = z
  .object({
    tool: Tool,
    sample_args: z.record(z.string(), z.unknown()),
    response: z.string(),
  })
  .meta({ id: "GenerateToolOutput" });
export type GenerateToolOutput = z.output<typeof GenerateToolOutput>;

export const ToolCreate = z
  .strictObject({
    description: z.string().nullish(),
    tags: z.array(z.string()).nullish(),
    source_code: z.string(),
    source_type: z.string().default("python"),
    json_schema: z.record(z.string(), z.unknown()).nullish(),
    args_json_schema: z.record(z.string(), z.unknown()).nullish(),
    return_char_limit: z.int().min(1).max(1000000).default(50000),
    pip_requirements: pipRequirements.nullish(),
    npm_requirements: npmRequirements.nullish(),
    default_requires_approval: z.boolean().nullish(),
    enable_parallel_execution: z.boolean().nullable().default(false),
  })
  .meta({ id: "ToolCreate" });
export type ToolCreate = z.output<typeof ToolCreate>;

export const ToolRunFromSource = z
  .strictObject({
    source_code: z.string(),
    args: z.record(z.string(), z.unknown()),
    env_vars: z.record(z.string(), z.string()).optional(),
    name: z.string().nullish(),
    source_type: z.string().nullish(),
    args_json_schema: z.record(z.string(), z.unknown()).nullish(),
    json_schema: z.record(z.string(), z.unknown()).nullish(),
    pip_requirements: pipRequirements.nullish(),
    npm_requirements: npmRequirements.nullish(),
  })
  .meta({ id: "ToolRunFromSource" });
export type ToolRunFromSource = z.output<typeof ToolRunFromSource>;

export const ToolSearchRequest = z
  .strictObject({
    query: z.string().nullish(),
    search_mode: z.enum(["vector", "fts", "hybrid"]).default("hybrid"),
    tool_types: z.array(z.string()).nullish(),
    tags: z.array(z.string()).nullish(),
    limit: z.int().min(1).max(100).default(50),
  })
  .meta({ id: "ToolSearchRequest" });
export type ToolSearchRequest = z.output<typeof ToolSearchRequest>;

export const ToolSearchResult = z
  .object({
    tool: Tool,
    embedded_text: orNull(z.string()),
    fts_rank: orNull(z.int()),
    vector_rank: orNull(z.int()),
    combined_score: z.number(),
  })
  .meta({ id: "ToolSearchResult" });
export type ToolSearchResult = z.output<typeof ToolSearchResult>;

export const ToolUpdate = z
  .object({
    description: z.string().nullish(),
    tags: z.array(z.string()).nullish(),
    source_code: z.string().nullish(),
    source_type: z.string().nullish(),
    json_schema: z.record(z.string(), z.unknown()).nullish(),
    args_json_schema: z.record(z.string(), z.unknown()).nullish(),
    return_char_limit: z.int().min(1).max(1000000).nullish(),
    pip_requirements: pipRequirements.nullish(),
    npm_requirements: npmRequirements.nullish(),
    metadata_: z.record(z.string(), z.unknown()).nullish(),
    default_requires_approval: z.boolean().nullish(),
    enable_parallel_execution: z.boolean().nullish(),
  })
  .meta({ id: "ToolUpdate" });
export type ToolUpdate = z.output<typeof ToolUpdate>;
