import { describe, expect, test } from "vitest";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { collect } from "@/lib/shared/collect";
import { anthropic } from "../providers/anthropic";
import { aRequest, returnOf, row, toolRow, toolSpec } from "../testing/messages";
import { add, signed, wireConnection, withWireServer } from "../testing/wire-server";

const server = withWireServer();

describe("Anthropic's dialect", () => {
  const config = (fields: Partial<LlmConfig> = {}): LlmConfig => ({
    model: "claude-sonnet-4-5",
    model_endpoint_type: "anthropic",
    context_window: 200_000,
    max_tokens: 8_000,
    temperature: 0.3,
    enable_reasoner: true,
    max_reasoning_tokens: 2_000,
    ...fields,
  });
  const open = (fields?: Partial<LlmConfig>) =>
    anthropic(wireConnection("anthropic", server().url)).openModel(config(fields));
  const start = {
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: 10,
        output_tokens: 1,
        cache_read_input_tokens: 90,
        cache_creation_input_tokens: 5,
      },
    },
  };
  const stop = (reason: string) => [
    {
      type: "message_delta",
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: 42 },
    },
    { type: "message_stop" },
  ];
  const block = (index: number, content_block: object, ...deltas: object[]) => [
    { type: "content_block_start", index, content_block },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];

  test("streams signed and redacted thoughts, text and calls, with usage", async () => {
    server().answer({
      events: [
        start,
        ...block(
          0,
          { type: "thinking", thinking: "" },
          { type: "thinking_delta", thinking: "Let me " },
          { type: "thinking_delta", thinking: "see." },
          { type: "signature_delta", signature: "c2ln" },
        ),
        ...block(1, { type: "redacted_thinking", data: "cmVk" }),
        ...block(2, { type: "text", text: "" }, { type: "text_delta", text: "Adding." }),
        ...block(
          3,
          { type: "tool_use", id: "toolu_1", name: "add", input: {} },
          { type: "input_json_delta", partial_json: '{"a"' },
          { type: "input_json_delta", partial_json: ": 1}" },
        ),
        ...stop("tool_use"),
      ],
    });
    const parts = await collect(open().stream(aRequest({ tools: [add] })));
    expect(parts.slice(0, -1)).toEqual([
      { type: "reasoning", text: "Let me " },
      { type: "reasoning", text: "see." },
      { type: "reasoning", text: "", signature: "c2ln" },
      { type: "redacted_reasoning", data: "cmVk" },
      { type: "text", text: "Adding." },
      { type: "tool_call_start", id: "toolu_1", name: "add" },
      { type: "tool_call_delta", id: "toolu_1", arguments: '{"a"' },
      { type: "tool_call_delta", id: "toolu_1", arguments: ": 1}" },
    ]);
    expect(parts.at(-1)).toMatchObject({
      reason: "tool_calls",
      usage: { input: 105, output: 42, total: 147, cachedInput: 90, cacheWrite: 5 },
    });
  });

  test("asks for thinking with a budget inside the limit, no temperature, and one call at a time", async () => {
    const body = await open().preview(
      aRequest({ tools: [add], toolChoice: "required", parallelToolCalls: false }),
    );
    expect(body).toMatchObject({
      model: "claude-sonnet-4-5",
      max_tokens: 8_000,
      thinking: { type: "enabled", budget_tokens: 2_000 },
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
    });
    expect(body).not.toHaveProperty("temperature");
  });

  test("marks the system, the last tool and the last message for the cache", async () => {
    const mark = { type: "ephemeral" };
    const body = await open().preview(aRequest({ tools: [toolSpec("first"), add] }));
    expect(body).toMatchObject({
      system: [{ text: "You are helpful.", cache_control: mark }],
      tools: [{ name: "first" }, { name: "add", cache_control: mark }],
      messages: [{ role: "user", content: [{ text: "Hello", cache_control: mark }] }],
    });
    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(3);
  });

  test("without thinking it keeps the temperature and may force a tool", async () => {
    const body = await open({ enable_reasoner: false }).preview(
      aRequest({ tools: [add], toolChoice: "required" }),
    );
    expect(body).toMatchObject({ temperature: 0.3, tool_choice: { type: "any" } });
    expect(body).not.toHaveProperty("thinking");
  });

  test("lets newer models think as long as they want", async () => {
    const body = await open({ model: "claude-opus-4-6", effort: "medium" }).preview(aRequest());
    expect(body).toMatchObject({ thinking: { type: "adaptive" }, output_config: { effort: "medium" } });
  });

  test("sends thoughts back with their signatures, before the calls they led to", async () => {
    const messages = [
      row("system", "S"),
      row("user", "1+1"),
      signed("claude-sonnet-4-5", "c2ln"),
      toolRow(returnOf("toolu_1", "2")),
    ];
    const body = await open().preview(aRequest({ messages, tools: [add] }));
    expect(body.messages).toMatchObject([
      { role: "user" },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "I add.", signature: "c2ln" },
          { type: "tool_use", id: "toolu_1", input: { a: 1 } },
        ],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1" }] },
    ]);
  });

  // The API refuses a tool loop that starts to think in its middle.
  test("does not begin to think inside a tool loop begun without", async () => {
    const messages = [
      row("system", "S"),
      row("user", "1+1"),
      signed("gpt-5", "other"),
      toolRow(returnOf("toolu_1", "2")),
    ];
    expect(await open().preview(aRequest({ messages, tools: [add] }))).not.toHaveProperty("thinking");
  });

  test("declares the tools of its history even when none may be called", async () => {
    const messages = [
      row("system", "S"),
      row("user", "1+1"),
      signed("claude-sonnet-4-5", "c2ln"),
      toolRow(returnOf("toolu_1", "2")),
    ];
    const body = await open().preview(aRequest({ messages, tools: [] }));
    expect(body).toMatchObject({ tools: [{ name: "add" }], tool_choice: { type: "none" } });
  });

  test.each([
    [
      { status: 529, body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" } } },
      "overloaded",
    ],
    [
      {
        status: 400,
        body: {
          type: "error",
          error: {
            type: "invalid_request_error",
            message: "prompt is too long: 210000 tokens > 200000 maximum",
          },
        },
      },
      "context_window_exceeded",
    ],
    [
      {
        status: 400,
        body: {
          type: "error",
          error: { type: "invalid_request_error", message: "Your credit balance is too low" },
        },
      },
      "insufficient_credits",
    ],
    [
      { events: [start, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }] },
      "overloaded",
    ],
    [{ events: [start] }, "empty_response"],
    [
      { events: [start, ...block(0, { type: "text", text: "" }, { type: "text_delta", text: "half" })] },
      "connection",
    ],
  ])("tells the failure %j as %s", async (answer, kind) => {
    server().answer(answer);
    await expect(collect(open().stream(aRequest()))).rejects.toMatchObject({ name: "ModelError", kind });
  });
});
