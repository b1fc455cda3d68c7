import { describe, expect, test } from "vitest";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { collect } from "@/lib/shared/collect";
import { catalogOf, handlesOf } from "../testing/catalog";
import { aRequest, returnOf, row, toolRow } from "../testing/messages";
import { saidIn } from "../testing/scripted-bridge";
import { add, signed, wireConnection } from "../testing/wire-server";
import { azure } from "./azure";
import { bedrock } from "./bedrock";
import type { Connection } from "./provider";
import { vertex } from "./vertex";

interface Sent {
  url: string;
  headers: Headers;
  body: any;
}

/** Clouds choose their hosts themselves, so their requests are caught on the way. */
function caught(answer: (url: string) => Response) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = init?.body ? JSON.parse(String(init.body)) : null;
    sent.push({ url: String(url), headers: new Headers(init?.headers), body });
    return answer(String(url));
  };
  return { sent, fetch };
}

const connection = (name: string, fields: Partial<Connection>): Connection => ({
  ...wireConnection(name, ""),
  baseUrl: null,
  ...fields,
});
const config = (model: string, fields: Partial<LlmConfig> = {}): LlmConfig => ({
  model,
  model_endpoint_type: "azure",
  context_window: 100_000,
  max_tokens: 4_000,
  ...fields,
});
const history = (model: string) => [
  row("system", "S"),
  row("user", "1+1"),
  signed(model, "c2ln"),
  toolRow(returnOf("toolu_1", "2")),
];
const events = (...chunks: object[]) =>
  new Response(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(""), {
    headers: { "content-type": "text/event-stream" },
  });
const chat = () =>
  events(
    { choices: [{ index: 0, delta: { content: "hi" } }] },
    { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  );

describe("Azure", () => {
  const at = (fields: Partial<Connection>, fetch: typeof globalThis.fetch) =>
    azure(connection("azure", { baseUrl: "https://res.openai.azure.com/openai/v1/", fetch, ...fields }));

  test("is asked for the deployments of the resource, with the key in its own header", async () => {
    const { sent, fetch } = caught(() =>
      Response.json({
        data: [
          { id: "my-gpt", model: "gpt-4.1" },
          { id: "vectors", model: "text-embedding-3-large" },
        ],
      }),
    );
    const offer = await at({}, fetch).list();
    expect(offer.models).toMatchObject([{ handle: "azure/my-gpt", maxContextWindow: 1_047_576 }]);
    expect(offer.embeddings).toMatchObject([{ handle: "azure/vectors", config: { embedding_dim: 3072 } }]);
    expect(sent[0].url).toMatch(/^https:\/\/res\.openai\.azure\.com\/openai\/deployments\?api-version=/);
    expect(sent[0].headers.get("api-key")).toBe("key-123");
  });

  test.each([
    [null, "gpt-4o", "https://res.openai.azure.com/openai/v1/chat/completions"],
    [null, "gpt-5", "https://res.openai.azure.com/openai/v1/responses"],
    [
      "2024-10-21",
      "gpt-4o",
      "https://res.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
    ],
  ])("with api_version %s speaks to %s at %s", async (apiVersion, model, url) => {
    const { sent, fetch } = caught(chat);
    await collect(at({ apiVersion }, fetch).openModel(config(model)).stream(aRequest())).catch(() => null);
    expect(sent[0].url).toBe(url);
    expect(sent[0].headers.get("api-key")).toBe("key-123");
    expect(sent[0].headers.get("authorization")).toBeNull();
    expect(sent[0].body.model).toBe(model);
  });
});

describe("Bedrock", () => {
  const keys = { apiKey: "aws-secret", accessKey: "AKIATEST", region: "eu-west-1" };
  const claude = config("eu.anthropic.claude-sonnet-4-5-20250929-v1:0", {
    model_endpoint_type: "bedrock",
    enable_reasoner: true,
    max_reasoning_tokens: 2_000,
  });

  test("lists models and inference profiles with signed requests", async () => {
    const { sent, fetch } = caught((url) =>
      Response.json(
        url.includes("inference-profiles")
          ? {
              inferenceProfileSummaries: [
                { inferenceProfileId: claude.model, inferenceProfileName: "Sonnet" },
              ],
            }
          : {
              modelSummaries: [
                {
                  modelId: "amazon.nova-lite-v1:0",
                  modelName: "Nova Lite",
                  responseStreamingSupported: true,
                },
                { modelId: "slow.model", responseStreamingSupported: false },
              ],
            },
      ),
    );
    const { models } = await bedrock(connection("bedrock", { ...keys, fetch })).list();
    expect(models.map(({ handle }) => handle)).toEqual([
      "bedrock/amazon.nova-lite-v1:0",
      `bedrock/${claude.model}`,
    ]);
    for (const { url, headers } of sent) {
      expect(url).toMatch(/^https:\/\/bedrock\.eu-west-1\.amazonaws\.com\//);
      expect(headers.get("authorization")).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d+\/eu-west-1\/bedrock\//,
      );
    }
  });

  test("signs its calls, thinks with a budget inside the limit, and marks what is to be cached", async () => {
    const { sent, fetch } = caught(() => Response.json({ message: "no" }, { status: 400 }));
    const model = bedrock(connection("bedrock", { ...keys, fetch })).openModel(claude);
    await collect(model.stream(aRequest({ tools: [add] }))).catch(() => null);
    const [{ url, headers, body }] = sent;
    expect(decodeURIComponent(url)).toBe(
      `https://bedrock-runtime.eu-west-1.amazonaws.com/model/${claude.model}/converse-stream`,
    );
    expect(headers.get("authorization")).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIATEST/);
    expect(body).toMatchObject({
      system: [{ text: "You are helpful." }, { cachePoint: { type: "default" } }],
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2_000 } },
      inferenceConfig: { maxTokens: 4_000 },
    });
  });

  // A caller's provider without keys must not be served with the operator's.
  test("never falls back to the keys of the server's environment", async () => {
    const before = process.env.AWS_BEARER_TOKEN_BEDROCK;
    process.env.AWS_BEARER_TOKEN_BEDROCK = "operators-token";
    try {
      const { sent, fetch } = caught(() => Response.json({ message: "no" }, { status: 400 }));
      const model = bedrock(connection("mine", { ...keys, fetch, category: "byok" })).openModel(claude);
      await collect(model.stream(aRequest())).catch(() => null);
      expect(sent[0].headers.get("authorization")).toMatch(/AKIATEST/);
      expect(sent[0].headers.get("authorization")).not.toContain("operators-token");
    } finally {
      if (before === undefined) delete process.env.AWS_BEARER_TOKEN_BEDROCK;
      else process.env.AWS_BEARER_TOKEN_BEDROCK = before;
    }
  });

  test("takes a Bedrock API key as a bearer token", async () => {
    const { sent, fetch } = caught(() => Response.json({ message: "no" }, { status: 403 }));
    const provider = bedrock(connection("bedrock", { apiKey: "br-key", region: "us-east-1", fetch }));
    await expect(collect(provider.openModel(claude).stream(aRequest()))).rejects.toMatchObject({
      kind: "permission",
    });
    expect(sent[0].headers.get("authorization")).toBe("Bearer br-key");
  });

  test("sends signed thoughts back in front of their calls", async () => {
    const model = bedrock(connection("bedrock", keys)).openModel(claude);
    const body = await model.preview(aRequest({ messages: history(claude.model), tools: [add] }));
    expect(body.messages).toMatchObject([
      { role: "user" },
      {
        role: "assistant",
        content: [
          { reasoningContent: { reasoningText: { text: "I add.", signature: "c2ln" } } },
          { toolUse: { name: "add" } },
        ],
      },
      { role: "user", content: [{ toolResult: {} }, { cachePoint: {} }] },
    ]);
  });
});

describe("Vertex", () => {
  const gemini = config("gemini-2.5-flash", { model_endpoint_type: "google_vertex" });
  const answer = () =>
    events({
      candidates: [{ content: { parts: [{ text: "hi" }] }, finishReason: "STOP" }],
      usageMetadata: {},
    });

  test("by an API key is asked in express mode, and checked by counting tokens", async () => {
    const { sent, fetch } = caught((url) =>
      url.includes("countTokens") ? Response.json({ totalTokens: 1 }) : answer(),
    );
    const provider = vertex(connection("google_vertex", { apiKey: "vx-key", fetch }));
    const { models } = await provider.list();
    expect(models.map(({ handle }) => handle)).toContain("google_vertex/gemini-2.5-pro");
    expect(models.some(({ handle }) => handle.includes("claude"))).toBe(false);
    expect(saidIn(await collect(provider.openModel(gemini).stream(aRequest())))).toBe("hi");
    for (const { url, headers } of sent) {
      expect(url).toMatch(
        /^https:\/\/aiplatform\.googleapis\.com\/v1\/publishers\/google\/models\/gemini-2\.5-flash:/,
      );
      expect(headers.get("x-goog-api-key")).toBe("vx-key");
    }
  });

  test("keeps the signature of a call, as Gemini does elsewhere", async () => {
    const model = vertex(connection("google_vertex", { apiKey: "vx-key" })).openModel(gemini);
    const body = await model.preview(aRequest({ messages: history("gemini-2.5-flash"), tools: [add] }));
    expect(body).toMatchObject({
      generationConfig: { thinkingConfig: { thinkingBudget: 1024 } },
      contents: [{}, { parts: [{ functionCall: { name: "add" }, thoughtSignature: "c2ln" }] }, {}],
    });
  });

  // A region is part of the address, and the server's own credentials would go to it.
  test("a registered provider without a key is refused", async () => {
    const { sent, fetch } = caught(() => Response.json({}));
    const fields = { apiKey: null, region: "elsewhere.example/", category: "byok" as const, fetch };
    const provider = vertex(connection("mine", fields));
    await expect(provider.list()).rejects.toMatchObject({ kind: "bad_request" });
    await expect(collect(provider.openModel(gemini).stream(aRequest()))).rejects.toMatchObject({
      kind: "bad_request",
    });
    expect(sent).toEqual([]);
  });

  // Without this the server's own credentials would stand in.
  test.each(["{not json", '{"type":"authorized_user"}'])(
    "a file that is no service account is refused: %s",
    async (apiKey) => {
      const provider = vertex(connection("mine", { apiKey, category: "byok" }));
      await expect(provider.list()).rejects.toMatchObject({ kind: "bad_request" });
      await expect(collect(provider.openModel(gemini).stream(aRequest()))).rejects.toMatchObject({
        kind: "bad_request",
      });
    },
  );
});

test("clouds are connected when the environment says enough, and not by half of it", async () => {
  const { fetch } = caught(() => Response.json({ data: [{ id: "gpt-4o", model: "gpt-4o" }] }));
  expect(await handlesOf(catalogOf({ env: { AZURE_API_KEY: "k" }, fetch }))).toEqual(["demo/rules-v1"]);
  expect(
    await handlesOf(catalogOf({ env: { AWS_ACCESS_KEY_ID: "k", AWS_SECRET_ACCESS_KEY: "s" }, fetch })),
  ).toEqual(["demo/rules-v1"]);
  const env = { AZURE_API_KEY: "k", AZURE_BASE_URL: "https://res.openai.azure.com" };
  expect(await handlesOf(catalogOf({ env, fetch }))).toEqual(["azure/gpt-4o", "demo/rules-v1"]);
});
