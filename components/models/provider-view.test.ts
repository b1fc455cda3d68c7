import { expect, test } from "vitest";
import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import { envLines, inOrder, providerView, windowSize } from "./provider-view";

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

test("a local server that is not running is no failure, one that was set up is", () => {
  const away = { status: "unreachable", base_url: "http://127.0.0.1:11434" } as const;
  expect(providerView(provider({ ...away, source: "probe" }))).toMatchObject({
    tone: "neutral",
    state: "Not running",
  });
  expect(providerView(provider({ ...away, source: "env" }))).toMatchObject({
    tone: "danger",
    state: "Not reachable",
  });
});

test("the demo is never called connected", () => {
  expect(providerView(provider({ name: "demo", source: "built-in" }))).toMatchObject({
    tone: "mark",
    state: "Not a language model",
  });
});

test("a refused key is said with the provider's own words and what to do", () => {
  const { detail } = providerView(provider({ status: "unauthorized", message: "Incorrect API key." }));
  expect(detail).toBe("Incorrect API key. Check the key and start the server again.");
});

test("what works comes first, then what fails, then the demo, then what was only looked for", () => {
  const names = inOrder([
    provider({ name: "ollama", source: "probe", status: "unreachable" }),
    provider({ name: "demo", source: "built-in" }),
    provider({ name: "anthropic", status: "unauthorized" }),
    provider({ name: "openai" }),
  ]).map(({ name }) => name);
  expect(names).toEqual(["openai", "anthropic", "demo", "ollama"]);
});

test("the lines that connect a provider can be pasted into a file: one suffices, the others are comments", () => {
  const cloud = {
    name: "openai",
    title: "OpenAI",
    is_local: false,
    variables: ["OPENAI_API_KEY", "OPENAI_BASE_URL"],
    required: 1,
    usual_url: null,
  };
  expect(envLines(cloud).split("\n")).toEqual([
    "OPENAI_API_KEY=your-key",
    expect.stringMatching(/^# OPENAI_BASE_URL=/),
  ]);
  const azure = {
    ...cloud,
    variables: ["AZURE_API_KEY", "AZURE_BASE_URL", "AZURE_API_VERSION"],
    required: 2,
  };
  expect(envLines(azure).split("\n")).toEqual([
    "AZURE_API_KEY=your-key",
    "AZURE_BASE_URL=https://…",
    expect.stringMatching(/^# AZURE_API_VERSION=/),
  ]);
  const local = {
    ...cloud,
    is_local: true,
    variables: ["OLLAMA_BASE_URL"],
    usual_url: "http://127.0.0.1:11434",
  };
  expect(envLines(local)).toBe("OLLAMA_BASE_URL=http://127.0.0.1:11434");
});

test("context windows are written as their makers do", () => {
  expect([8_192, 128_000, 200_000, 1_048_576, 2_000_000].map(windowSize)).toEqual([
    "8k",
    "128k",
    "200k",
    "1M",
    "2M",
  ]);
});
