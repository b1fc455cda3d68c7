import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "@/e2e/scripted-model/server";
import { catalogOf, handlesOf, nobody, withServers } from "./testing/catalog";

let scripted: ScriptedModelServer;
beforeAll(async () => {
  scripted = await startScriptedModel();
});
afterAll(() => scripted.close());
beforeEach(() => scripted.reset());

const serverWith = withServers();

describe("the model list", () => {
  test("has only the demo model when nothing is connected", async () => {
    const [demo, ...others] = await catalogOf().listModels("org");
    expect(others).toEqual([]);
    expect(demo).toMatchObject({
      handle: "demo/rules-v1",
      displayName: "Demo (rules, not a language model)",
      isDemo: true,
    });
  });

  test("names models of an OpenAI-compatible server, with windows as it tells them, and the demo last", async () => {
    const models = await catalogOf({ env: { OPENAI_BASE_URL: scripted.url } }).listModels("org");
    expect(models.map(({ handle, maxContextWindow }) => [handle, maxContextWindow])).toEqual([
      ["openai/scripted-large", 128_000],
      ["openai/scripted-small", 16_000],
      ["demo/rules-v1", 128_000],
    ]);
    expect(models[0].config).toMatchObject({
      model_endpoint_type: "openai",
      model_endpoint: scripted.url,
      provider_name: "openai",
    });
  });

  test("is asked for once by many readers at once, and not again for a minute", async () => {
    let now = 0;
    const catalog = catalogOf({ env: { OPENAI_BASE_URL: scripted.url }, now: () => now });
    const listings = () => scripted.requests.filter(({ path }) => path === "/v1/models").length;
    await Promise.all([catalog.listModels("a"), catalog.listModels("b"), catalog.listEmbeddingModels("a")]);
    expect(listings()).toBe(1);
    now = 59_000;
    await catalog.listModels("a");
    expect(listings()).toBe(1);
    now = 61_000;
    await catalog.listModels("a");
    await expect.poll(listings).toBe(2);
  });

  test("leaves unreachable and refusing providers out and says so in their states", async () => {
    const refusing: typeof fetch = async (url, init) =>
      String(url).includes("anthropic")
        ? new Response('{"error":{"message":"invalid x-api-key"}}', { status: 401 })
        : fetch(url, init);
    const catalog = catalogOf({
      env: { ANTHROPIC_API_KEY: "sk-ant-wrong", OLLAMA_BASE_URL: "http://127.0.0.1:1" },
      fetch: refusing,
    });
    expect(await handlesOf(catalog)).toEqual(["demo/rules-v1"]);
    const states = await catalog.providerStates("org");
    expect(states.map(({ name, status, source }) => [name, status, source])).toEqual([
      ["anthropic", "unauthorized", "env"],
      ["ollama", expect.stringMatching(/unreachable|error/), "env"],
      ["demo", "ok", "built-in"],
    ]);
    expect(JSON.stringify(states)).not.toContain("sk-ant-wrong");
  });

  test("contacts no host without a key or URL for it", async () => {
    const contacted = new Set<string>();
    const spy: typeof fetch = async (url) => {
      contacted.add(new URL(String(url)).hostname);
      throw new TypeError("fetch failed");
    };
    await catalogOf({ probe: true, probeHosts: ["127.0.0.1"], fetch: spy }).listModels("org");
    expect([...contacted]).toEqual(["127.0.0.1"]);
    contacted.clear();
    await catalogOf({ probe: false, fetch: spy }).listModels("org");
    expect([...contacted]).toEqual([]);
  });
});

describe("local servers", () => {
  test("Ollama is found with its models' windows and abilities", async () => {
    const port = await serverWith({
      "/api/tags": { models: [{ name: "qwen3:8b" }] },
      "/api/ps": { models: [] },
      "/api/show": {
        capabilities: ["completion", "tools"],
        model_info: { "qwen3.context_length": 40_960 },
        parameters: "temperature 0.6\nnum_ctx 16384",
      },
    });
    const catalog = catalogOf({
      probe: true,
      probeHosts: ["127.0.0.1"],
      probePorts: { ...nobody, ollama: port },
    });
    const [first] = await catalog.listModels("org");
    expect(first).toMatchObject({
      handle: "ollama/qwen3:8b",
      maxContextWindow: 16_384,
      supportsTools: true,
      providerType: "ollama",
    });
    expect((await catalog.providerStates("org")).find(({ name }) => name === "ollama")).toMatchObject({
      status: "ok",
      source: "probe",
    });
  });

  // Its own default is a few thousand tokens, and a window of 131,072 would not fit the memory of most machines.
  test("Ollama's models are offered with a window that an agent can work in and a machine can hold", async () => {
    const port = await serverWith({
      "/api/tags": { models: [{ name: "llama3.2:3b" }] },
      "/api/show": { capabilities: ["completion"], model_info: { "llama.context_length": 131_072 } },
    });
    const env = { OLLAMA_BASE_URL: `http://127.0.0.1:${port}/v1/` };
    const [model] = await catalogOf({ env }).listModels("org");
    expect(model).toMatchObject({ maxContextWindow: 32_768, supportsTools: false });
    const [wider] = await catalogOf({ env: { ...env, OLLAMA_CONTEXT_LENGTH: 65_536 } }).listModels("org");
    expect(wider.maxContextWindow).toBe(65_536);
  });

  test("LM Studio, llama.cpp and vLLM tell their windows in their own ways", async () => {
    const lmstudio = await serverWith({
      "/api/v0/models": {
        data: [
          { id: "qwen", type: "llm", max_context_length: 32_768 },
          { id: "text-embedding-nomic-embed-text-v1.5", type: "embeddings" },
        ],
      },
    });
    const llamacpp = await serverWith({
      "/props": { default_generation_settings: { n_ctx: 8_192 } },
      "/v1/models": { data: [{ id: "gemma.gguf", meta: { n_ctx_train: 131_072 } }] },
    });
    const vllm = await serverWith({
      "/v1/models": { data: [{ id: "org/model", owned_by: "vllm", max_model_len: 65_536 }] },
    });
    const probePorts = { ollama: 9, lmstudio: lmstudio, llamacpp: llamacpp, vllm: vllm };
    const catalog = catalogOf({ probe: true, probeHosts: ["127.0.0.1"], probePorts });
    expect(
      (await catalog.listModels("org")).map(({ handle, maxContextWindow }) => [handle, maxContextWindow]),
    ).toEqual([
      ["vllm/org/model", 65_536],
      ["lmstudio/qwen", 32_768],
      ["llamacpp/gemma.gguf", 8_192],
      ["demo/rules-v1", 128_000],
    ]);
    const embeddings = await catalog.listEmbeddingModels("org");
    expect(embeddings.map(({ handle, config }) => [handle, config.embedding_dim])).toEqual([
      ["lmstudio/text-embedding-nomic-embed-text-v1.5", 768],
    ]);
  });

  test("other programs at their ports are not taken for them", async () => {
    const stranger = await serverWith({
      "/v1/models": { data: [{ id: "x", owned_by: "someone" }] },
      "/props": {},
      "/api/tags": ["?"],
    });
    const port = stranger;
    const catalog = catalogOf({
      probe: true,
      probeHosts: ["127.0.0.1"],
      probePorts: { ollama: port, lmstudio: 9, llamacpp: port, vllm: port },
    });
    expect(await handlesOf(catalog)).toEqual(["demo/rules-v1"]);
  });

  test("are found soon after they start", async () => {
    let now = 0;
    const port = await serverWith({});
    const late = await serverWith({ "/v1/models": { data: [{ id: "m", owned_by: "vllm" }] } });
    const probePorts: Record<string, number> = { ...nobody, vllm: port };
    let target = port;
    const redirect: typeof fetch = (url, init) =>
      fetch(String(url).replace(`:${port}/`, `:${target}/`), init);
    const catalog = catalogOf({
      probe: true,
      probeHosts: ["127.0.0.1"],
      probePorts,
      fetch: redirect,
      now: () => now,
    });
    expect(await handlesOf(catalog)).toEqual(["demo/rules-v1"]);
    target = late;
    expect(await handlesOf(catalog)).toEqual(["demo/rules-v1"]);
    now = 31_000;
    expect(await handlesOf(catalog)).toEqual(["vllm/m", "demo/rules-v1"]);
  });

  test("a silent port holds the list up only for a moment", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const started = performance.now();
    await catalogOf({
      probe: true,
      probeHosts: ["127.0.0.1"],
      probePorts: { ...nobody, ollama: port },
    }).listModels("org");
    expect(performance.now() - started).toBeLessThan(3_000);
    silent.closeAllConnections();
    silent.close();
  });
});
