import type { LlmConfig } from "@/lib/runtime/model-config";
import {
  applyModelSettings,
  findModel,
  type ModelSettings,
  normaliseReasoning,
} from "@/lib/runtime/model-settings";
import type { Model } from "@/lib/runtime/ports";
import type { StoredCompaction } from "../agents/compaction-settings";
import type { Context } from "../context";

/**
 * The models that may write a summary for an agent: the one its settings name, then its own. One that is unknown, or
 * whose provider is gone, is left out.
 */
export async function openSummarisers(
  ctx: Context,
  settings: StoredCompaction,
  own: LlmConfig,
): Promise<Model[]> {
  const chosen = await chosenConfig(ctx, settings, own);
  const configs = chosen
    ? [chosen, ...(chosen.handle === own.handle ? [] : [withoutThinking(own)])]
    : [withoutThinking(own)];
  const opened = await Promise.allSettled(
    configs.map((config) => ctx.models.openModel(ctx.actor.organizationId, config)),
  );
  return opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

async function chosenConfig(
  ctx: Context,
  { model, model_settings }: StoredCompaction,
  own: LlmConfig,
): Promise<LlmConfig | null> {
  const base = !model || model === own.handle ? own : await configOf(ctx, model);
  if (!base) return null;
  const config = withoutThinking(base);
  // Settings that the agent's owner chose count before ours.
  return model_settings ? applyModelSettings(config, model_settings as Partial<ModelSettings>) : config;
}

async function configOf(ctx: Context, handle: string): Promise<LlmConfig | null> {
  const info = findModel(await ctx.models.listModels(ctx.actor.organizationId), handle);
  return info ? { ...info.config, context_window: info.maxContextWindow } : null;
}

const withoutThinking = (config: LlmConfig) =>
  normaliseReasoning({ ...config, reasoning_effort: null, effort: null }, false, "letta_v1_agent");
