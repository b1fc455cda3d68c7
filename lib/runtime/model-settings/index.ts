export { applyModelSettings } from "./apply-model-settings";
export { defaultCompactionModel } from "./default-compaction-model";
export {
  completeConfig,
  contextWindowFor,
  defaultConfigFor,
  defaultMaxTokens,
  type ModelFacts,
} from "./default-config";
export { findModel } from "./find-model";
export { DEFAULT_CONTEXT_WINDOW_CAP, UNKNOWN_CONTEXT_WINDOW } from "./known-models";
export { isOpenAiReasoning, reasoningKind } from "./model-family";
export { type ModelSettings, settingsTypeOf } from "./model-settings";
export { modelSettingsOf } from "./model-settings-of";
export { normaliseReasoning } from "./normalise-reasoning";
