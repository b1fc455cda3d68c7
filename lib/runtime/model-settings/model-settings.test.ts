import { describe, expect, test } from "vitest";
import {
  applyModelSettings,
  completeConfig,
  contextWindowFor,
  defaultCompactionModel,
  defaultConfigFor,
  findModel,
  modelSettingsOf,
  normaliseReasoning,
} from "./index";

const configOf = (
  endpointType: string,
  model: string,
  { maxContextWindow = 200_000, endpoint = null as string | null } = {},
) =>
  defaultConfigFor({
    model,
    displayName: model,
    endpointType,
    endpoint,
    providerName: endpointType,
    providerCategory: "base",
    maxContextWindow,
  });

const v1 = "letta_v1_agent";

describe("modelSettingsOf", () => {
  // Official clients compare this object as a whole.
  test("of an agent created with only gpt-4o-mini is the object clients assert", () => {
    const config = normaliseReasoning(
      configOf("openai", "gpt-4o-mini", { maxContextWindow: 128_000 }),
      null,
      v1,
    );
    expect(modelSettingsOf(config)).toEqual({
      max_output_tokens: 16384,
      parallel_tool_calls: true,
      strict: false,
      provider_type: "openai",
      temperature: 1.0,
      reasoning: { reasoning_effort: "minimal" },
      response_format: null,
    });
  });

  test("has the fields of its provider", () => {
    expect(
      modelSettingsOf({ ...configOf("anthropic", "claude-sonnet-4-5"), max_reasoning_tokens: 2048 }),
    ).toMatchObject({
      provider_type: "anthropic",
      thinking: { type: "enabled", budget_tokens: 2048 },
      effort: null,
      verbosity: null,
    });
    expect(modelSettingsOf({ ...configOf("google_ai", "gemini-2.5-pro"), max_tokens: null })).toMatchObject({
      provider_type: "google_ai",
      max_output_tokens: 65536,
      thinking_config: { include_thoughts: false },
    });
    expect(modelSettingsOf({ ...configOf("openai", "m"), handle: "sglang/m" }).provider_type).toBe("sglang");
    expect(modelSettingsOf(configOf("ollama", "qwen3:8b")).provider_type).toBe("openai");
  });
});

describe("applyModelSettings", () => {
  const config = configOf("openai", "gpt-4o-mini", { maxContextWindow: 128_000 });

  test("takes the length limit only when the request named it", () => {
    const settings = { provider_type: "openai", max_output_tokens: 4096, temperature: 0.2 } as const;
    expect(applyModelSettings(config, settings, ["provider_type", "temperature"]).max_tokens).toBe(16_384);
    expect(applyModelSettings(config, settings, ["max_output_tokens"]).max_tokens).toBe(4096);
  });

  test("counts what was left out with the settings' own defaults", () => {
    expect(applyModelSettings(config, { provider_type: "openai" })).toMatchObject({
      temperature: 0.7,
      parallel_tool_calls: true,
      reasoning_effort: "high",
      strict: true,
    });
    expect(applyModelSettings(config, { provider_type: "groq", strict: true })).toMatchObject({
      strict: false,
    });
  });

  test("switches Claude's thinking off when it is disabled", () => {
    const claude = configOf("anthropic", "claude-sonnet-4-5");
    const settings = { provider_type: "anthropic", thinking: { type: "disabled" } } as const;
    expect(applyModelSettings(claude, settings)).toMatchObject({
      enable_reasoner: false,
      max_reasoning_tokens: 0,
    });
    expect(
      applyModelSettings(claude, {
        provider_type: "anthropic",
        thinking: { type: "enabled", budget_tokens: 5000 },
      }),
    ).toMatchObject({
      enable_reasoner: true,
      max_reasoning_tokens: 5000,
    });
  });

  test("gives Gemini no budget when thoughts are excluded", () => {
    const gemini = configOf("google_ai", "gemini-2.5-flash");
    const settings = {
      provider_type: "google_ai",
      thinking_config: { include_thoughts: false, thinking_budget: 900 },
    } as const;
    expect(applyModelSettings(gemini, settings).max_reasoning_tokens).toBe(0);
  });

  test("and modelSettingsOf agree on what can be set", () => {
    const claude = configOf("anthropic", "claude-sonnet-4-5");
    const settings = {
      ...modelSettingsOf(claude),
      temperature: 0.3,
      max_output_tokens: 999,
      effort: "low" as const,
    };
    expect(modelSettingsOf(applyModelSettings(claude, settings))).toEqual(settings);
  });
});

describe("normaliseReasoning", () => {
  test.each([
    ["openai", "gpt-5.1", { enable_reasoner: true, reasoning_effort: "none", verbosity: "medium" }],
    ["openai", "gpt-5-mini", { enable_reasoner: true, reasoning_effort: "minimal" }],
    ["openai", "gpt-5-codex", { reasoning_effort: "medium" }],
    ["openai", "o3", { enable_reasoner: true, reasoning_effort: "medium" }],
    ["openai", "gpt-4o", { enable_reasoner: false, reasoning_effort: null }],
    ["anthropic", "claude-3-7-sonnet-20250219", { enable_reasoner: true, max_reasoning_tokens: 1024 }],
    ["anthropic", "claude-opus-4-5-20251101", { max_reasoning_tokens: 1024, effort: "medium" }],
    ["anthropic", "claude-sonnet-4-6", { enable_reasoner: true, max_reasoning_tokens: 0, effort: "medium" }],
    ["anthropic", "claude-3-5-haiku-20241022", { enable_reasoner: false }],
    ["google_ai", "gemini-2.5-flash", { enable_reasoner: true, max_reasoning_tokens: 1024 }],
    ["google_ai", "gemini-2.0-flash", { enable_reasoner: false }],
    ["ollama", "qwen3:8b", { enable_reasoner: false }],
  ])("sets %s's %s up as its family wants it", (type, model, expected) => {
    expect(normaliseReasoning(configOf(type, model), null, v1)).toMatchObject(expected);
  });

  test("cannot switch off what always reasons, and can what need not", () => {
    expect(normaliseReasoning(configOf("openai", "gpt-5"), false, v1).enable_reasoner).toBe(true);
    expect(normaliseReasoning(configOf("google_ai", "gemini-2.5-pro"), false, v1)).toMatchObject({
      enable_reasoner: true,
      max_reasoning_tokens: 1024,
    });
    expect(normaliseReasoning(configOf("anthropic", "claude-sonnet-4-5"), false, v1)).toMatchObject({
      enable_reasoner: false,
      max_reasoning_tokens: 0,
    });
  });

  test("lets older agents think in an argument, and never v1 agents", () => {
    expect(
      normaliseReasoning(configOf("openai", "gpt-4o"), true, "memgpt_v2_agent").put_inner_thoughts_in_kwargs,
    ).toBe(true);
    expect(
      normaliseReasoning(configOf("openai", "gpt-4o"), false, "memgpt_v2_agent").put_inner_thoughts_in_kwargs,
    ).toBe(false);
    expect(normaliseReasoning(configOf("openai", "gpt-4o"), true, v1).put_inner_thoughts_in_kwargs).toBe(
      false,
    );
    expect(
      normaliseReasoning(configOf("openai", "gpt-5"), true, "memgpt_v2_agent").put_inner_thoughts_in_kwargs,
    ).toBe(false);
  });
});

describe("defaults", () => {
  test.each([
    ["openai", "gpt-5.2", 128_000],
    ["openai", "gpt-5.2-chat-latest", 16_384],
    ["anthropic", "claude-opus-4-6", 21_000],
    ["anthropic", "claude-sonnet-4-5", 16_384],
    ["anthropic", "claude-haiku-4-5", 8_192],
    ["google_ai", "gemini-2.5-flash", 65_536],
    ["ollama", "llama3", 4_096],
  ])("limit answers of %s's %s", (type, model, tokens) => {
    expect(configOf(type, model, { maxContextWindow: 1_000_000 }).max_tokens).toBe(tokens);
  });

  // Servers refuse a request whose limit does not fit into the window together with the prompt.
  test("leave room for the prompt in a small window", () => {
    expect(configOf("openai", "tiny", { maxContextWindow: 8_192 }).max_tokens).toBe(2_048);
  });

  test("cap a large window unless the agent asks for more", () => {
    expect(contextWindowFor(1_000_000)).toBe(128_000);
    expect(contextWindowFor(8_000)).toBe(8_000);
    expect(contextWindowFor(8_000, { limit: 500_000 })).toBe(500_000);
  });

  test("fill a supplied config without changing what it has", () => {
    const given = { model: "gpt-4.1", model_endpoint_type: "openai", context_window: 1000 };
    expect(completeConfig(given).max_tokens).toBe(8_192);
    expect(completeConfig({ ...given, max_tokens: 5 }).max_tokens).toBe(5);
    expect(completeConfig({ ...given, model: "gpt-5" }).verbosity).toBe("medium");
  });

  test("compact with a small model of the same provider", () => {
    expect(defaultCompactionModel(configOf("anthropic", "claude-opus-4-5"))).toBe(
      "anthropic/claude-haiku-4-5",
    );
    expect(
      defaultCompactionModel(configOf("openai", "gpt-5", { endpoint: "https://api.openai.com/v1" })),
    ).toBe("openai/gpt-5-mini");
    expect(defaultCompactionModel(configOf("openai", "local", { endpoint: "http://127.0.0.1:9/v1" }))).toBe(
      "openai/local",
    );
    expect(defaultCompactionModel(configOf("ollama", "qwen3:8b"))).toBe("ollama/qwen3:8b");
  });

  test("find a model under its proxy name too", () => {
    const models = [{ handle: "openai/a" }, { handle: "openai/b" }];
    expect(findModel(models, "openai-proxy/b")).toBe(models[1]);
    expect(findModel(models, "openai/c")).toBeUndefined();
  });
});
