import { describe, expect, test } from "vitest";
import type { LlmConfig } from "../model-config";
import { applyModelSettings } from "./apply-model-settings";
import { defaultConfigFor } from "./default-config";
import { type ModelSettings, type SettingsType, settingsTypes } from "./model-settings";
import { modelSettingsOf } from "./model-settings-of";

/** Providers whose endpoint type is that of the dialect they speak. */
const endpointTypes: Partial<Record<SettingsType, string>> = {
  sglang: "openai",
  moonshot: "openai",
  moonshot_coding: "anthropic",
};

const configOf = (type: SettingsType): LlmConfig =>
  defaultConfigFor({
    model: "some-model",
    displayName: "Some model",
    endpointType: endpointTypes[type] ?? type,
    endpoint: null,
    providerName: type,
    providerCategory: "base",
    maxContextWindow: 100_000,
  });

/** What each type knows beyond the common fields. */
const own: Partial<Record<SettingsType, Partial<ModelSettings>>> = {
  openai: { reasoning: { reasoning_effort: "low" }, strict: true },
  sglang: { reasoning: { reasoning_effort: "high" }, strict: false, tool_call_parser: "qwen" },
  chatgpt_oauth: { reasoning: { reasoning_effort: "xhigh" } },
  anthropic: {
    thinking: { type: "enabled", budget_tokens: 3_000 },
    effort: "high",
    verbosity: "low",
    strict: true,
  },
  moonshot: { strict: true },
  moonshot_coding: { thinking: { type: "disabled", budget_tokens: 1_024 }, strict: true },
  google_ai: { thinking_config: { include_thoughts: true, thinking_budget: 2_048 } },
  google_vertex: { thinking_config: { include_thoughts: false, thinking_budget: 1_024 } },
  zai: { thinking: { type: "disabled", clear_thinking: false } },
};

describe.each([...settingsTypes])("model_settings of %s", (provider_type) => {
  const given: Partial<ModelSettings> = {
    provider_type,
    max_output_tokens: 2_222,
    temperature: 0.4,
    parallel_tool_calls: true,
    ...own[provider_type],
  };

  test("come back as they were given", () => {
    const settings = modelSettingsOf(applyModelSettings(configOf(provider_type), given));
    expect(settings).toMatchObject(given);
  });

  test("are named by the type they were given for", () => {
    expect(modelSettingsOf(configOf(provider_type)).provider_type).toBe(provider_type);
  });

  test("ask the model for what they say", () => {
    const config = applyModelSettings(configOf(provider_type), given);
    expect(config).toMatchObject({ max_tokens: 2_222, temperature: 0.4, parallel_tool_calls: true });
  });
});

test("a response format reaches every provider that knows one, under the name it has there", () => {
  const format = { type: "json_object" as const };
  const formatOf = (type: SettingsType, field: "response_format" | "response_schema") =>
    applyModelSettings(configOf(type), { provider_type: type, [field]: format }).response_format;
  for (const type of ["openai", "azure", "groq", "deepseek", "bedrock", "openrouter", "anthropic"] as const)
    expect(formatOf(type, "response_format"), type).toEqual(format);
  for (const type of ["google_ai", "google_vertex"] as const)
    expect(formatOf(type, "response_schema"), type).toEqual(format);
});
