import { describe, expect, test } from "vitest";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { catalogOf } from "../testing/catalog";
import { aRequest, callOf, returnOf, row, toolRow } from "../testing/messages";
import { add, wireConnection, withWireServer } from "../testing/wire-server";
import { hostedProviders } from "./index";

const server = withWireServer();
const open = (type: string, config: Partial<LlmConfig> = {}) =>
  hostedProviders[type](wireConnection(type, server().url)).openModel({
    model: "some-model",
    model_endpoint_type: type,
    context_window: 32_000,
    max_tokens: 500,
    ...config,
  });

test.each([
  ["MISTRAL_API_KEY", "mistral", "api.mistral.ai"],
  ["GROQ_API_KEY", "groq", "api.groq.com"],
  ["XAI_API_KEY", "xai", "api.x.ai"],
  ["DEEPSEEK_API_KEY", "deepseek", "api.deepseek.com"],
  ["TOGETHER_API_KEY", "together", "api.together.xyz"],
  ["FIREWORKS_API_KEY", "fireworks", "api.fireworks.ai"],
  ["CEREBRAS_API_KEY", "cerebras", "api.cerebras.ai"],
  ["OPENROUTER_API_KEY", "openrouter", "openrouter.ai"],
  ["ZAI_API_KEY", "zai", "api.z.ai"],
  ["MINIMAX_API_KEY", "minimax", "api.minimax.io"],
  ["MOONSHOT_API_KEY", "moonshot", "api.moonshot.ai"],
  ["BASETEN_API_KEY", "baseten", "inference.baseten.co"],
])("%s connects %s at %s and nobody else", async (variable, name, host) => {
  const asked: { host: string; authorization: string | null }[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push({
      host: new URL(String(url)).host,
      authorization: new Headers(init?.headers).get("authorization"),
    });
    return Response.json({ data: [{ id: "m-1" }] });
  };
  const catalog = catalogOf({ env: { [variable]: "the-key" }, fetch });
  const [model] = await catalog.listModels("org");
  expect(model).toMatchObject({ handle: `${name}/m-1`, providerName: name, providerType: name });
  expect(asked).toEqual([{ host, authorization: "Bearer the-key" }]);
});

test("a listing is read in every vendor's shape, and what does not chat is left out", async () => {
  server().answer({
    status: 200,
    body: [
      { id: "a", type: "chat", context_length: 9_000 },
      { id: "b", type: "image" },
      { id: "c", type: "embedding" },
      { id: "d", supported_parameters: ["tools"] },
      { id: "e", capabilities: { completion_chat: false } },
      { id: "f", capabilities: { completion_chat: true, function_calling: false } },
    ],
  });
  const { models } = await hostedProviders.together(wireConnection("together", server().url)).list();
  expect(models.map(({ handle, supportsTools }) => [handle, supportsTools])).toEqual([
    ["together/a", null],
    ["together/d", true],
    ["together/f", false],
  ]);
  expect(models[0].maxContextWindow).toBe(9_000);
});

test("a vendor that lists nothing offers what is known of it; one that refuses the key offers nothing", async () => {
  server().answer({ status: 404, body: {} }, { status: 401, body: {} });
  const zai = hostedProviders.zai(wireConnection("zai", server().url));
  expect((await zai.list()).models.map(({ handle }) => handle)).toContain("zai/glm-4.6");
  await expect(zai.list()).rejects.toMatchObject({ kind: "authentication" });
});

// Anybody may list OpenRouter's models, so a listing says nothing about a key.
test("OpenRouter's key is checked where it is needed", async () => {
  server().answer({ status: 401, body: { error: { message: "No auth credentials found" } } });
  const provider = hostedProviders.openrouter(wireConnection("openrouter", server().url));
  await expect(provider.check?.()).rejects.toMatchObject({ kind: "authentication" });
  expect(server().requests[0].path).toBe("/key");
});

describe("thoughts", () => {
  const history = [
    row("system", "S"),
    row("user", "first"),
    row(
      "assistant",
      [
        { type: "reasoning", is_native: true, reasoning: "Old." },
        { type: "text", text: "answer" },
      ],
      { model: "some-model" },
    ),
    row("user", "second"),
    row("assistant", [{ type: "reasoning", is_native: true, reasoning: "I add." }], {
      model: "some-model",
      tool_calls: [callOf("c1", "add", { a: 1 })],
    }),
    toolRow(returnOf("c1", "2")),
  ];
  const replayed = async (type: string) => {
    const { messages } = await open(type).preview(aRequest({ messages: history, tools: [add] }));
    return (messages as { reasoning_content?: string }[]).map((message) => message.reasoning_content ?? null);
  };

  test.each(["deepseek", "moonshot", "zai", "minimax"])(
    "of this turn go back to %s, earlier ones do not",
    async (type) => {
      expect(await replayed(type)).toEqual([null, null, null, null, "I add.", null]);
    },
  );

  test("go to nobody who did not ask for them", async () => {
    expect(await replayed("groq")).toEqual(Array(6).fill(null));
  });

  test.each([
    ["zai", { model: "glm-4.6" }, { thinking: { type: "enabled" } }, { thinking: { type: "disabled" } }],
    [
      "openrouter",
      { model: "x/y:thinking" },
      { reasoning: { enabled: true } },
      { reasoning: { enabled: false } },
    ],
    [
      "baseten",
      {},
      { chat_template_args: { enable_thinking: true } },
      { chat_template_args: { enable_thinking: false } },
    ],
  ])("can be switched at %s", async (type, config, on, off) => {
    expect(await open(type, { ...config, enable_reasoner: true }).preview(aRequest())).toMatchObject(on);
    expect(await open(type, { ...config, enable_reasoner: false }).preview(aRequest())).toMatchObject(off);
  });
});

// Claude keeps nothing unasked, while others cache by themselves and may not know the field.
test("OpenRouter is asked to cache what Claude reads, and nobody else", async () => {
  const preview = (type: string, model: string) => open(type, { model }).preview(aRequest());
  expect(await preview("openrouter", "anthropic/claude-sonnet-4.5")).toMatchObject({
    cache_control: { type: "ephemeral" },
  });
  for (const [type, model] of [
    ["openrouter", "openai/gpt-4o"],
    ["together", "claude-like"],
  ])
    expect(await preview(type, model)).not.toHaveProperty("cache_control");
});

describe("structured output", () => {
  const schema = { type: "object", properties: { n: { type: "number" } } };
  const responseFormat = { type: "json_schema" as const, json_schema: { name: "n", schema, strict: true } };

  test("is asked for by schema where vendors take one", async () => {
    expect(await open("groq").preview(aRequest({ responseFormat }))).toMatchObject({
      response_format: { type: "json_schema", json_schema: { name: "n", schema, strict: true } },
    });
  });

  test("is asked for in words where they only know JSON mode", async () => {
    const body = await open("deepseek").preview(aRequest({ responseFormat }));
    expect(body).toMatchObject({
      response_format: { type: "json_object" },
      messages: [{ role: "system", content: expect.stringContaining(JSON.stringify(schema)) }, {}],
    });
  });
});

describe("Mistral", () => {
  test("gets ids of nine letters, alike for a call and its return, and is forced in its own word", async () => {
    const messages = [
      row("system", "S"),
      row("user", "1+1"),
      row("assistant", [], { tool_calls: [callOf("call_with_a_long_id_of_openai", "add", { a: 1 })] }),
      toolRow(returnOf("call_with_a_long_id_of_openai", "2")),
    ];
    const body = await open("mistral").preview(
      aRequest({ messages, tools: [add], toolChoice: "required", parallelToolCalls: false }),
    );
    const [, , answer, result] = body.messages as any[];
    expect(answer.tool_calls[0].id).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(result.tool_call_id).toBe(answer.tool_calls[0].id);
    expect(body).toMatchObject({ tool_choice: "any", parallel_tool_calls: false });
  });
});
