import { expect, test } from "vitest";
import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import { modelState } from "./model-state";

const provider = (fields: Partial<MnemeProvider>): MnemeProvider => ({
  name: "openai",
  type: "openai",
  category: "base",
  source: "env",
  base_url: null,
  status: "ok",
  message: null,
  checked_at: "2026-01-01T00:00:00Z",
  model_count: 2,
  ...fields,
});
const demo = provider({ name: "demo", source: "built-in", model_count: 1 });

test("without a real model the demo is not passed off as one", () => {
  expect(modelState([demo]).text).toBe("Demo model only: rules, not a language model");
});

test("the models of all providers that answer are counted together", () => {
  const ollama = provider({ name: "ollama", source: "probe", model_count: 1 });
  expect(modelState([demo, provider({}), ollama])).toEqual({
    tone: "positive",
    text: "3 models from OpenAI, Ollama",
  });
});

test("a provider that was set up and fails is said before anything else; a local one that is not running is no failure", () => {
  const refused = provider({ name: "anthropic", status: "unauthorized", model_count: 0 });
  expect(modelState([provider({}), refused])).toEqual({ tone: "danger", text: "Anthropic refuses its key" });
  const absent = provider({ name: "ollama", source: "probe", status: "unreachable", model_count: 0 });
  expect(modelState([provider({}), absent]).tone).toBe("positive");
});
