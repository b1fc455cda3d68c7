import { expect, test } from "vitest";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { abilitiesOf, settingsWith } from "./model-abilities";

const agent = (settings: object, config: object = {}) =>
  ({
    model: "x/y",
    model_settings: { max_output_tokens: 4_096, parallel_tool_calls: true, temperature: 0.7, ...settings },
    llm_config: {
      temperature: 0.7,
      max_tokens: 4_096,
      enable_reasoner: true,
      parallel_tool_calls: false,
      response_format: { type: "json_object" },
      ...config,
    },
  }) as unknown as AgentState;

const openAi = { provider_type: "openai", reasoning: { reasoning_effort: "low" }, response_format: null };
const claude = {
  provider_type: "anthropic",
  thinking: { type: "enabled", budget_tokens: 2_048 },
  effort: null,
};

test("a model that always reasons is tuned by effort and keeps its own temperature", () => {
  const { reasoning, temperature } = abilitiesOf(agent(openAi));
  expect(reasoning).toMatchObject({ kind: "effort", value: "low" });
  expect(temperature).toBeNull();
});

test("a model that does not reason offers nothing about reasoning", () => {
  expect(abilitiesOf(agent(openAi, { enable_reasoner: false })).reasoning).toEqual({ kind: "none" });
});

test("a budget is offered only while thinking is on, and not to a model that decides by effort", () => {
  expect(abilitiesOf(agent(claude)).reasoning).toMatchObject({ isOn: true, budget: 2_048, effort: null });
  expect(abilitiesOf(agent(claude, { enable_reasoner: false })).reasoning).toMatchObject({ budget: null });
  expect(abilitiesOf(agent({ ...claude, effort: "high" })).reasoning).toMatchObject({
    budget: null,
    effort: "high",
  });
});

// A partial `model_settings` resets the rest to the provider's defaults, and two fields of the answer are not the truth.
test("one changed setting travels with all others as they really are", () => {
  expect(settingsWith(agent(openAi), { effort: "high" })).toEqual({
    provider_type: "openai",
    max_output_tokens: 4_096,
    parallel_tool_calls: false,
    temperature: 0.7,
    reasoning: { reasoning_effort: "high" },
    response_format: { type: "json_object" },
  });
});

test("a length limit that nobody set is not set by changing something else", () => {
  const settings = settingsWith(agent(claude, { max_tokens: null }), { isThinking: false });
  expect(settings).not.toHaveProperty("max_output_tokens");
  expect(settings).toMatchObject({ thinking: { type: "disabled", budget_tokens: 2_048 } });
});
