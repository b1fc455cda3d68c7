import type { EmbeddingConfig, LlmConfig } from "@/lib/runtime/model-config";
import {
  applyModelSettings,
  completeConfig,
  contextWindowFor,
  findModel,
  type ModelSettings,
  normaliseReasoning,
} from "@/lib/runtime/model-settings";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

export interface ModelChoice {
  model?: string | null;
  llm_config?: unknown;
  context_window_limit?: number | null;
  max_tokens?: number | null;
  max_reasoning_tokens?: number | null;
  enable_reasoner?: boolean | null;
  model_settings?: Partial<ModelSettings> | null;
  parallel_tool_calls?: boolean | null;
  reasoning?: boolean | null;
}

/**
 * The config a new agent thinks with.
 * @throws AppError `invalid_argument` when no model is named or the limits contradict, `not_found` for an unknown one
 */
export async function resolveLlmConfig(
  ctx: Context,
  choice: ModelChoice,
  agentType: string,
): Promise<LlmConfig> {
  const base = choice.llm_config
    ? givenConfig(choice.llm_config as LlmConfig, choice.model)
    : await configOfHandle(ctx, choice.model ?? ctx.settings.defaultLlmHandle, choice.context_window_limit);
  const config = { ...base };
  if (choice.context_window_limit != null) config.context_window = choice.context_window_limit;
  if (choice.max_tokens != null) config.max_tokens = choice.max_tokens;
  if (choice.max_reasoning_tokens != null) config.max_reasoning_tokens = choice.max_reasoning_tokens;
  if (choice.enable_reasoner != null) config.enable_reasoner = choice.enable_reasoner;
  const shaped = shapedConfig(config, choice);
  assertBudgetFits(shaped);
  return normaliseReasoning(shaped, choice.reasoning ?? null, agentType);
}

/** The config with the settings laid over it. */
export function shapedConfig(
  config: LlmConfig,
  choice: Pick<ModelChoice, "model_settings" | "parallel_tool_calls">,
) {
  const shaped = choice.model_settings ? applyModelSettings(config, choice.model_settings) : config;
  return choice.parallel_tool_calls == null
    ? shaped
    : { ...shaped, parallel_tool_calls: choice.parallel_tool_calls };
}

function givenConfig(config: LlmConfig, handle?: string | null): LlmConfig {
  if (handle && config.handle && config.handle !== handle)
    throw new AppError(
      "invalid_argument",
      `model '${handle}' and llm_config '${config.handle}' name different models`,
    );
  return completeConfig(config);
}

function assertBudgetFits({ max_reasoning_tokens: budget, max_tokens: limit }: LlmConfig) {
  if (budget && limit && budget > limit)
    throw new AppError(
      "invalid_argument",
      `max_reasoning_tokens (${budget}) must not exceed max_tokens (${limit})`,
    );
}

/** @throws AppError `invalid_argument` for no handle or an ill-formed one, `not_found` for an unknown one */
export async function configOfHandle(
  ctx: Context,
  handle: string | null,
  limit?: number | null,
): Promise<LlmConfig> {
  if (!handle)
    throw new AppError(
      "invalid_argument",
      "Must specify either model or llm_config: no default model is configured",
    );
  if (!handle.includes("/"))
    throw new AppError(
      "invalid_argument",
      `Model '${handle}' is not a handle of the form provider/model-name`,
    );
  const models = await ctx.models.listModels(ctx.actor.organizationId);
  const info = findModel(models, handle);
  if (!info)
    throw new AppError("not_found", `Handle ${handle} not found, must be one of ${someHandles(models)}`);
  const cap = ctx.settings.globalMaxContextWindow;
  return { ...info.config, context_window: contextWindowFor(info.maxContextWindow, { limit, cap }) };
}

function someHandles(models: { handle: string }[]): string {
  const handles = models.slice(0, 20).map(({ handle }) => handle);
  return `[${handles.join(", ")}${models.length > handles.length ? ", …" : ""}]`;
}

export interface EmbeddingChoice {
  embedding?: string | null;
  embedding_config?: unknown;
  embedding_chunk_size?: number | null;
}

/**
 * What a new agent's archival memory is embedded with; null when nothing is chosen and no default is there.
 * @throws AppError `unprocessable` for an ill-formed handle, `invalid_argument` for an unknown one
 */
export async function resolveEmbeddingConfig(
  ctx: Context,
  choice: EmbeddingChoice,
): Promise<EmbeddingConfig | null> {
  if (choice.embedding_config) return choice.embedding_config as EmbeddingConfig;
  const handle = choice.embedding ?? ctx.settings.defaultEmbeddingHandle;
  if (!handle) return null;
  if (!handle.includes("/"))
    throw new AppError(
      "unprocessable",
      `Embedding model '${handle}' is not a handle of the form provider/model-name`,
    );
  const models = await ctx.models.listEmbeddingModels(ctx.actor.organizationId);
  const info = findModel(models, handle);
  if (info) return { ...info.config, embedding_chunk_size: choice.embedding_chunk_size ?? 300 };
  // A server whose default has gone still creates agents: their archival memory is searched as text.
  if (!choice.embedding) return null;
  throw new AppError("invalid_argument", `Embedding model ${handle} not found`);
}
