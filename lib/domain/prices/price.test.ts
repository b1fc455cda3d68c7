import { describe, expect, test } from "vitest";
import type { ModelUsage } from "@/lib/runtime/ports";
import { costMicros, type Price, shippedPriceOf, shippedPrices } from "./price";

const price: Price = { input: 2, cached_input: 0.5, cache_write: 2.5, output: 8 };
const usage = (fields: Partial<ModelUsage>): ModelUsage => ({
  input: 0,
  output: 0,
  total: 0,
  cachedInput: null,
  cacheWrite: null,
  reasoning: null,
  ...fields,
});
const config = (model: string, model_endpoint: string | null) => ({
  model,
  model_endpoint,
  model_endpoint_type: "openai",
  context_window: 1,
});

describe("the cost of a call", () => {
  test("counts fresh, cached and newly cached input and output, each at its own price", () => {
    const spent = usage({ input: 1_000_000, cachedInput: 400_000, cacheWrite: 100_000, output: 10_000 });
    expect(costMicros(price, spent)).toBe(500_000 * 2 + 400_000 * 0.5 + 100_000 * 2.5 + 10_000 * 8);
  });

  test("takes the price of input where there is none for the cache", () => {
    const plain: Price = { input: 2, cached_input: null, cache_write: null, output: 8 };
    expect(costMicros(plain, usage({ input: 100, cachedInput: 60, cacheWrite: 20 }))).toBe(200);
  });

  test("changes for the whole request with the length of its prompt, where vendors do that", () => {
    const tiered: Price = { ...price, over: { prompt_tokens: 100, ...price, input: 4 } };
    expect(costMicros(tiered, usage({ input: 100 }))).toBe(200);
    expect(costMicros(tiered, usage({ input: 101 }))).toBe(404);
  });
});

describe("a shipped price", () => {
  const openai = "https://api.openai.com/v1";

  test.each([
    ["gpt-4o-mini", openai, 0.15],
    ["gpt-4o-mini-2024-07-18", openai, 0.15],
    ["claude-sonnet-4-5-20250929", "https://api.anthropic.com/v1", 3],
    ["claude-opus-4-20250514", "https://api.anthropic.com/v1", 15],
    ["claude-opus-4-5-20251101", "https://api.anthropic.com/v1", 5],
    ["gemini-2.5-flash", "https://generativelanguage.googleapis.com/v1beta", 0.3],
  ])("of %s at its vendor is known", (model, endpoint, input) => {
    expect(shippedPriceOf(config(model, endpoint))).toMatchObject({ input });
  });

  // A wrong price is worse than none: it would be summed up as if it were true.
  test.each([
    ["gpt-4o-audio-preview", openai],
    ["gpt-99", openai],
    ["gpt-4o", "http://127.0.0.1:4000/v1"],
    ["gpt-4o", "https://api.openai.com.example.org/v1"],
    ["gpt-4o", null],
    ["claude-sonnet-4-5", openai],
  ])("of %s at %s is not made up", (model, endpoint) => {
    expect(shippedPriceOf(config(model, endpoint))).toBeNull();
  });

  test("has sensible figures", () => {
    for (const { model, price: shipped, as_of } of shippedPrices) {
      expect(shipped.output, model).toBeGreaterThan(shipped.input);
      expect(shipped.cached_input ?? 0, model).toBeLessThan(shipped.input);
      expect(as_of).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});
