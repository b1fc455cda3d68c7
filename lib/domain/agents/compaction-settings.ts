import type { CompactionSettings, CompactionSettingsInput } from "@/lib/contract/models/compaction";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { defaultCompactionModel } from "@/lib/runtime/model-settings";
import { AppError } from "@/lib/shared/errors";
import { type AgentRow, agentConfig } from "./agent-row";

/** What is stored. `prompt` null means the prompt of the mode, whatever that is when the history is shortened. */
export type StoredCompaction = Pick<
  CompactionSettings,
  "model" | "model_settings" | "prompt" | "prompt_acknowledgement" | "clip_chars" | "mode"
> & { sliding_window_percentage: number };

const defaults: StoredCompaction = {
  model: null,
  model_settings: null,
  prompt: null,
  prompt_acknowledgement: false,
  clip_chars: 50_000,
  mode: "sliding_window",
  sliding_window_percentage: 0.3,
};

/** The settings of an agent, complete. */
export function compactionSettingsOf(row: AgentRow): StoredCompaction {
  const { llm_config } = agentConfig(row);
  const stored = row.compaction_settings as Partial<StoredCompaction> | null;
  return { ...defaults, ...stored, model: stored?.model ?? defaultCompactionModel(llm_config) };
}

/**
 * Lays a change over settings, field by field. A new mode brings its own prompt.
 * @throws AppError `invalid_argument` for a share of the window beyond all of it
 */
export function mergeCompaction(
  current: Partial<StoredCompaction> | null,
  change: Partial<CompactionSettingsInput>,
  config: LlmConfig,
): StoredCompaction {
  const before = { ...defaults, ...current };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const merged: StoredCompaction = { ...before, ...given };
  if (merged.mode !== before.mode && change.prompt == null) merged.prompt = null;
  merged.model ??= defaultCompactionModel(config);
  if (merged.sliding_window_percentage < 0 || merged.sliding_window_percentage > 1)
    throw new AppError("invalid_argument", "sliding_window_percentage must be between 0 and 1");
  return merged;
}

/** After a change of model: a default that came with the old one gives way to the new one's. */
export function followModel(
  settings: StoredCompaction,
  before: LlmConfig,
  after: LlmConfig,
): StoredCompaction {
  if (settings.model !== defaultCompactionModel(before)) return settings;
  return { ...settings, model: defaultCompactionModel(after) };
}
