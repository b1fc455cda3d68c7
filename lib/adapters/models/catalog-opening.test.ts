import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "@/e2e/scripted-model/server";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelCatalog, RegisteredProvider } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { catalogOf, handlesOf } from "./testing/catalog";
import { aRequest } from "./testing/messages";

let scripted: ScriptedModelServer;
beforeAll(async () => {
  scripted = await startScriptedModel();
});
afterAll(() => scripted.close());
beforeEach(() => scripted.reset());

describe("opening", () => {
  const said = async (catalog: ModelCatalog, config: LlmConfig) => {
    const model = await catalog.openModel("org", config);
    const parts = await collect(model.stream(aRequest()));
    return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  };

  test("a listed model gives one that answers", async () => {
    const catalog = catalogOf({ env: { OPENAI_BASE_URL: scripted.url } });
    const [{ config }] = await catalog.listModels("org");
    expect(await said(catalog, config)).toBe("ok");
  });

  test("knows providers by name, handle, proxy handle or endpoint type", async () => {
    const catalog = catalogOf({ env: { OPENAI_BASE_URL: scripted.url } });
    const config = { model: "scripted-large", model_endpoint_type: "openai", context_window: 1_000 };
    expect(await said(catalog, config)).toBe("ok");
    expect(await said(catalog, { ...config, handle: "openai-proxy/scripted-large" })).toBe("ok");
    expect(await said(catalog, { ...config, provider_name: "openai-proxy" })).toBe("ok");
  });

  test("a model of a provider that is gone is not found", async () => {
    const config = {
      model: "claude",
      model_endpoint_type: "anthropic",
      context_window: 1,
      provider_name: "anthropic",
    };
    await expect(catalogOf().openModel("org", config)).rejects.toMatchObject({ kind: "not_found" });
  });

  test("an embedding model embeds, with the size the list gives", async () => {
    const catalog = catalogOf({ env: { OPENAI_BASE_URL: scripted.url } });
    const [{ handle, config }] = await catalog.listEmbeddingModels("org");
    expect([handle, config.embedding_dim]).toEqual(["openai/scripted-embedding", 64]);
    const embedder = await catalog.openEmbedder("org", config);
    const texts = Array.from({ length: 70 }, (_, index) => (index === 3 ? "" : `text ${index}`));
    const vectors = await embedder.embed(texts);
    expect(vectors).toHaveLength(70);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    await expect(
      (await catalog.openEmbedder("org", { ...config, embedding_dim: 65 })).embed(["a"]),
    ).rejects.toMatchObject({ kind: "invalid_response" });
    await expect(embedder.embed(["a"], { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  test("the built-in embedder is opened once and only when needed", async () => {
    let opened = 0;
    const config = {
      embedding_endpoint_type: "hugging-face",
      embedding_model: "own@1",
      embedding_dim: 2,
      handle: "local/own",
    };
    const open = async () => {
      opened++;
      return { config, embed: async (texts: string[]) => texts.map(() => [1, 0]) };
    };
    const catalog = catalogOf({ embeddings: [{ config, displayName: "Built in", open }] });
    expect(await catalog.listEmbeddingModels("org")).toMatchObject([
      { handle: "local/own", displayName: "Built in" },
    ]);
    expect(opened).toBe(0);
    await Promise.all([catalog.openEmbedder("org", config), catalog.openEmbedder("org", config)]);
    expect(opened).toBe(1);
  });
});

describe("registered providers", () => {
  const mine: RegisteredProvider = {
    name: "mine",
    provider_type: "openai",
    api_key: "sk-mine",
    access_key: null,
    base_url: null,
    region: null,
    api_version: null,
  };

  test("belong to their organization, under their own name", async () => {
    const load = async (organizationId: string) =>
      organizationId === "org" ? [{ ...mine, base_url: scripted.url }] : [];
    const catalog = catalogOf({ byok: { load } });
    expect(await handlesOf(catalog)).toEqual(["mine/scripted-large", "mine/scripted-small", "demo/rules-v1"]);
    expect((await catalog.listModels("other")).map(({ handle }) => handle)).toEqual(["demo/rules-v1"]);
    const [{ config, providerCategory }] = await catalog.listModels("org");
    expect(providerCategory).toBe("byok");
    await collect((await catalog.openModel("org", config)).stream(aRequest()));
    expect(scripted.requests.at(-1)?.authorization).toBe("Bearer sk-mine");
    await expect(catalog.openModel("other", config)).rejects.toMatchObject({ kind: "not_found" });
  });

  test("are opened anew when their row changes, and gone with it", async () => {
    let rows = [{ ...mine, base_url: "http://127.0.0.1:1/v1" }];
    const catalog = catalogOf({ byok: { load: async () => rows } });
    expect(await handlesOf(catalog)).toEqual(["demo/rules-v1"]);
    rows = [{ ...mine, base_url: scripted.url }];
    expect(await handlesOf(catalog)).toContain("mine/scripted-large");
    rows = [];
    expect(await handlesOf(catalog)).toEqual(["demo/rules-v1"]);
  });

  test("can be checked before they are registered", async () => {
    const catalog = catalogOf();
    expect((await catalog.check({ ...mine, base_url: scripted.url })).models).toHaveLength(2);
    await expect(catalog.check({ ...mine, base_url: "http://127.0.0.1:1/v1" })).rejects.toMatchObject({
      name: "ModelError",
      byok: true,
    });
    await expect(catalog.check({ ...mine, provider_type: "vllm" })).rejects.toMatchObject({
      kind: "bad_request",
    });
  });

  test("are reached through their own fetch", async () => {
    const refused: typeof fetch = async () => {
      throw Object.assign(new Error("Connections to 127.0.0.1 are not allowed"), { code: "ESSRF" });
    };
    const catalog = catalogOf({ byok: { load: async () => [], fetch: refused } });
    await expect(catalog.check({ ...mine, base_url: scripted.url })).rejects.toMatchObject({
      kind: "connection",
    });
  });
});
