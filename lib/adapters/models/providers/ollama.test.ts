import { afterEach, describe, expect, test } from "vitest";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelRequest } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { aRequest, callOf, returnOf, row, toolRow } from "../testing/messages";
import { callsIn, saidIn, thoughtIn } from "../testing/scripted-bridge";
import { add, wireConnection, withWireServer } from "../testing/wire-server";
import { ollama } from "./ollama";

const server = withWireServer();
const open = (fields: Partial<LlmConfig> = {}) =>
  ollama.create(wireConnection("ollama", server().url)).openModel({
    model: "qwen3:8b",
    model_endpoint_type: "ollama",
    context_window: 24_000,
    max_tokens: 512,
    temperature: 0.5,
    ...fields,
  });
const lines = (...chunks: object[]) => chunks.map((chunk) => `${JSON.stringify(chunk)}\n`).join("");
const done = { done: true, done_reason: "stop", prompt_eval_count: 90, eval_count: 12, model: "qwen3:8b" };
const ask = (request: Partial<ModelRequest> = {}) => collect(open().stream(aRequest(request)));

describe("Ollama's own API", () => {
  afterEach(() => expect(server().requests.every(({ path }) => path === "/api/chat")).toBe(true));

  // By OpenAI's API the window could not be set, and a longer prompt would be cut without a word.
  test("is told the agent's window, and that it must not cut the prompt", async () => {
    expect(await open().preview(aRequest({ tools: [add] }))).toMatchObject({
      model: "qwen3:8b",
      stream: true,
      truncate: false,
      options: { num_ctx: 24_000, num_predict: 512, temperature: 0.5 },
      tools: [{ type: "function", function: { name: "add" } }],
      messages: [
        { role: "system", content: "You are helpful." },
        { role: "user", content: "Hello" },
      ],
    });
  });

  test("streams thoughts, words and calls, with the tokens it counted", async () => {
    server().answer({
      raw: lines(
        { message: { thinking: "Let me " } },
        { message: { thinking: "see." } },
        { message: { content: "I " } },
        { message: { content: "add." } },
        {
          message: {
            tool_calls: [
              { function: { name: "add", arguments: { a: 1 } } },
              { function: { name: "add", arguments: { a: 2 } } },
            ],
          },
        },
        done,
      ),
    });
    const parts = await ask({ tools: [add] });
    expect(thoughtIn(parts)).toBe("Let me see.");
    expect(saidIn(parts)).toBe("I add.");
    expect(callsIn(parts)).toEqual([
      { name: "add", arguments: '{"a":1}' },
      { name: "add", arguments: '{"a":2}' },
    ]);
    expect(parts.at(-1)).toMatchObject({ reason: "tool_calls", usage: { input: 90, output: 12 } });
  });

  test("gets calls as objects, returns with their tool's name, and pictures without a prefix", async () => {
    const picture = {
      type: "image" as const,
      source: { type: "base64" as const, media_type: "image/png", data: "QUJD" },
    };
    const messages = [
      row("system", "S"),
      row("user", [{ type: "text", text: "What is it?" }, picture]),
      row("assistant", [], { tool_calls: [callOf("c1", "add", { a: 1 })] }),
      toolRow(returnOf("c1", "2")),
    ];
    expect((await open().preview(aRequest({ messages, tools: [add] }))).messages).toMatchObject([
      { role: "system" },
      { role: "user", content: expect.stringContaining("What is it?"), images: ["QUJD"] },
      { role: "assistant", tool_calls: [{ function: { name: "add", arguments: { a: 1 } } }] },
      { role: "tool", tool_name: "add", content: expect.stringContaining('"message":"2"') },
    ]);
  });

  test("takes a JSON schema as it stands, and JSON mode by its name", async () => {
    const schema = { type: "object", properties: { n: { type: "number" } } };
    const bySchema = { type: "json_schema" as const, json_schema: { name: "n", schema } };
    expect(await open().preview(aRequest({ responseFormat: bySchema }))).toMatchObject({ format: schema });
    expect(await open().preview(aRequest({ responseFormat: { type: "json_object" } }))).toMatchObject({
      format: "json",
    });
    expect(await open().preview(aRequest({ responseFormat: { type: "text" } }))).not.toHaveProperty("format");
  });

  test.each([
    [
      { status: 400, body: { error: "the input length exceeds the context length" } },
      "context_window_exceeded",
    ],
    [{ status: 404, body: { error: "model 'qwen3:8b' not found" } }, "not_found"],
    [{ status: 500, body: { error: "llama runner process has terminated" } }, "server"],
    [{ raw: lines({ message: { content: "half" } }, { error: "an error was encountered" }) }, "server"],
    [{ raw: lines({ message: { content: "half" } }) }, "connection"],
    [{ raw: "<html>" }, "invalid_response"],
    [{ raw: "" }, "empty_response"],
  ])("tells %j as %s", async (answer, kind) => {
    server().answer(answer);
    await expect(ask()).rejects.toMatchObject({ name: "ModelError", kind });
  });

  test("says when the answer was cut at its limit", async () => {
    server().answer({ raw: lines({ message: { content: "half" } }, { ...done, done_reason: "length" }) });
    expect((await ask()).at(-1)).toMatchObject({ reason: "length" });
  });
});
