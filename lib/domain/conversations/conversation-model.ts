import type { LlmConfig } from "@/lib/runtime/model-config";
import { applyModelSettings, type ModelSettings } from "@/lib/runtime/model-settings";
import { configOfHandle } from "../agents/resolve-model";
import type { Context } from "../context";
import type { ConversationRow } from "./conversation";

/**
 * The config that a conversation thinks with: the agent's, but for the model and settings of its own. The window stays
 * the agent's, so that compaction sets in where it does elsewhere.
 * @throws AppError `not_found` when the conversation's model is gone
 */
export async function conversationConfig(
  ctx: Context,
  agentConfig: LlmConfig,
  { model, model_settings }: Pick<ConversationRow, "model" | "model_settings">,
): Promise<LlmConfig> {
  const isOther = model !== null && model !== agentConfig.handle;
  const own = isOther ? await configOfHandle(ctx, model) : agentConfig;
  const config = { ...own, context_window: agentConfig.context_window };
  // Only what the caller had said is stored, so absent fields are absent on purpose.
  return model_settings ? applyModelSettings(config, model_settings as Partial<ModelSettings>) : config;
}
