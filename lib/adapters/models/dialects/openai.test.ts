import { describe, expect, test } from "vitest";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelRequest } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { openai } from "../providers/openai";
import { aRequest, returnOf, row, toolRow } from "../testing/messages";
import { add, signed, wireConnection, withWireServer } from "../testing/wire-server";

const server = withWireServer();

describe("OpenAI's Responses dialect", () => {
  // Only OpenAI's own host gets it, so the requests are led to the fixtures here.
  const fetchFixture: typeof fetch = (url, init) =>
    fetch(String(url).replace("https://api.openai.com", server().url), init);
  const open = (fields: Partial<LlmConfig> = {}) =>
    openai({ ...wireConnection("openai", "https://api.openai.com/v1"), fetch: fetchFixture }).openModel({
      model: "gpt-5-mini",
      model_endpoint_type: "openai",
      context_window: 272_000,
      temperature: 1,
      max_tokens: 2_000,
      reasoning_effort: "low",
      ...fields,
    });
  const send = (request: Partial<ModelRequest>) => collect(open().stream(aRequest(request)));

  test("asks for encrypted thoughts and stores nothing at the provider", async () => {
    const body = await open().preview(aRequest({ tools: [add], parallelToolCalls: false }));
    expect(body).toMatchObject({
      model: "gpt-5-mini",
      store: false,
      include: ["reasoning.encrypted_content"],
      reasoning: { effort: "low", summary: "detailed" },
      parallel_tool_calls: false,
      max_output_tokens: 2_000,
      input: [{ role: "developer", content: "You are helpful." }, { role: "user" }],
    });
    expect(body).not.toHaveProperty("temperature");
  });

  test("uses Chat Completions for models that do not reason", async () => {
    const body = await open({ model: "gpt-4o-mini", reasoning_effort: null }).preview(aRequest());
    expect(body).toMatchObject({ messages: [{ role: "system" }, { role: "user" }], temperature: 1 });
  });

  test("streams summaries, their encrypted thought once, and calls", async () => {
    const item = { id: "rs_1", type: "reasoning" };
    server().answer({
      events: [
        { type: "response.created", response: { id: "resp_1", created_at: 1, model: "gpt-5-mini" } },
        { type: "response.output_item.added", output_index: 0, item: { ...item, encrypted_content: "half" } },
        { type: "response.reasoning_summary_part.added", item_id: "rs_1", summary_index: 0 },
        { type: "response.reasoning_summary_text.delta", item_id: "rs_1", summary_index: 0, delta: "First." },
        { type: "response.reasoning_summary_part.done", item_id: "rs_1", summary_index: 0 },
        { type: "response.reasoning_summary_part.added", item_id: "rs_1", summary_index: 1 },
        {
          type: "response.reasoning_summary_text.delta",
          item_id: "rs_1",
          summary_index: 1,
          delta: "Second.",
        },
        {
          type: "response.output_item.done",
          output_index: 0,
          item: { ...item, encrypted_content: "ZW5j", summary: [] },
        },
        {
          type: "response.output_item.added",
          output_index: 1,
          item: { type: "function_call", id: "fc_1", call_id: "call_1", name: "add", arguments: "" },
        },
        {
          type: "response.function_call_arguments.delta",
          item_id: "fc_1",
          output_index: 1,
          delta: '{"a":1}',
        },
        {
          type: "response.output_item.done",
          output_index: 1,
          item: {
            type: "function_call",
            id: "fc_1",
            call_id: "call_1",
            name: "add",
            arguments: '{"a":1}',
            status: "completed",
          },
        },
        {
          type: "response.completed",
          response: {
            id: "resp_1",
            usage: {
              input_tokens: 50,
              input_tokens_details: { cached_tokens: 20 },
              output_tokens: 30,
              output_tokens_details: { reasoning_tokens: 25 },
            },
          },
        },
      ],
    });
    const parts = await send({ tools: [add] });
    expect(parts.map((part) => (part.type === "reasoning" ? part.text : "")).join("")).toBe(
      "First.\n\nSecond.",
    );
    expect(
      parts.flatMap((part) => (part.type === "reasoning" && part.signature ? [part.signature] : [])),
    ).toEqual(["ZW5j"]);
    expect(parts).toContainEqual({ type: "tool_call_start", id: "call_1", name: "add" });
    expect(parts.at(-1)).toMatchObject({
      reason: "tool_calls",
      usage: { input: 50, output: 30, cachedInput: 20, reasoning: 25 },
    });
  });

  test("sends an encrypted thought back in front of its calls", async () => {
    const messages = [
      row("system", "S"),
      row("user", "1+1"),
      signed("gpt-5-mini", "ZW5j"),
      toolRow(returnOf("toolu_1", "2")),
    ];
    const body = await open().preview(aRequest({ messages, tools: [add] }));
    expect(body.input).toMatchObject([
      { role: "developer" },
      { role: "user" },
      { type: "reasoning", encrypted_content: "ZW5j" },
      { type: "function_call", call_id: "toolu_1", name: "add" },
      { type: "function_call_output", call_id: "toolu_1" },
    ]);
  });
});
