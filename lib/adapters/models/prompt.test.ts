import { describe, expect, test } from "vitest";
import type { Message } from "@/lib/runtime/messages";
import { anthropic } from "./dialects/anthropic";
import { compatible } from "./dialects/compatible";
import type { Dialect } from "./dialects/dialect";
import { google } from "./dialects/google";
import { openAiChat, openAiResponses } from "./dialects/openai";
import { toPrompt } from "./prompt";
import { callOf, returnOf, row, toolRow } from "./testing/messages";

const promptOf = (messages: Message[], dialect: Dialect = openAiChat, model = "gpt-4o") =>
  toPrompt([row("system", "S"), ...messages], dialect, model).slice(1);

const roles = (messages: Message[], dialect?: Dialect) => promptOf(messages, dialect).map(({ role }) => role);

describe("a history for a provider", () => {
  test("keeps text, calls and their packed returns as stored", () => {
    const prompt = promptOf([
      row("user", "add"),
      row("assistant", "Adding.", { tool_calls: [callOf("call_1", "add", { a: 1 })] }),
      toolRow(returnOf("call_1", "3")),
    ]);
    expect(prompt).toEqual([
      { role: "user", content: [{ type: "text", text: "add" }] },
      {
        role: "assistant",
        content: [
          { type: "text", text: "Adding." },
          { type: "tool-call", toolCallId: "call_1", toolName: "add", input: { a: 1 } },
        ],
      },
      {
        role: "tool",
        content: [
          {
            type: "tool-result",
            toolCallId: "call_1",
            toolName: "add",
            output: { type: "text", value: '{"status":"OK","message":"3","time":"now"}' },
          },
        ],
      },
    ]);
  });

  test("shows a summary as the user's", () => {
    expect(roles([row("summary", '{"type":"system_alert"}'), row("assistant", "ok")])).toEqual([
      "user",
      "assistant",
    ]);
  });

  // With approvals one answer is stored as two rows, and its returns come after the user's decision.
  test("joins an assistant row and the approval request of its step, and leaves the decision out", () => {
    const prompt = promptOf([
      row("user", "go"),
      row("assistant", "Two things.", { step_id: "step-1", tool_calls: [callOf("a", "free")] }),
      row("approval", [], { step_id: "step-1", tool_calls: [callOf("b", "pay")] }),
      row("approval", [], { approvals: [{ type: "approval", tool_call_id: "b", approve: true }] }),
      toolRow(returnOf("b", "paid"), returnOf("a", "done")),
    ]);
    expect(prompt.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    expect(JSON.stringify(prompt[1])).toMatch(/Two things.*"a".*"b"/);
    expect(prompt[2].content).toMatchObject([{ toolCallId: "a" }, { toolCallId: "b" }]);
  });

  test("does not join answers of different steps", () => {
    const messages = [
      row("assistant", "one", { step_id: "step-1" }),
      row("assistant", "two", { step_id: "step-2" }),
    ];
    expect(roles(messages)).toEqual(["assistant", "assistant"]);
  });

  test("gives a call without a return an error return", () => {
    const prompt = promptOf([
      row("assistant", [], { tool_calls: [callOf("x", "lost")] }),
      row("user", "still there?"),
    ]);
    expect(prompt.map(({ role }) => role)).toEqual(["assistant", "tool", "user"]);
    expect(prompt[1].content).toMatchObject([{ toolCallId: "x", output: { type: "error-text" } }]);
  });

  test("uses what a client returned when no tool row was written", () => {
    const prompt = promptOf([
      row("approval", [], { tool_calls: [callOf("c", "client")] }),
      row("approval", [], { approvals: [{ type: "tool", ...returnOf("c", "from the client") }] }),
    ]);
    expect(JSON.stringify(prompt[1])).toContain("from the client");
  });

  test("drops returns without a call, and repeated calls and returns", () => {
    const prompt = promptOf([
      toolRow(returnOf("orphan", "?")),
      row("assistant", [], { tool_calls: [callOf("a", "f"), callOf("a", "f")] }),
      toolRow(returnOf("a", "1"), returnOf("a", "1")),
      toolRow(returnOf("a", "1")),
    ]);
    expect(prompt.map(({ role, content }) => [role, content.length])).toEqual([
      ["assistant", 1],
      ["tool", 1],
    ]);
  });

  // Some local servers call every first call "call_0".
  test("tells calls apart whose ids a server used again", () => {
    const prompt = promptOf([
      row("assistant", [], { tool_calls: [callOf("call_0", "f")] }),
      toolRow(returnOf("call_0", "first")),
      row("assistant", [], { tool_calls: [callOf("call_0", "f")] }),
      toolRow(returnOf("call_0", "second")),
    ]);
    const results = prompt
      .filter(({ role }) => role === "tool")
      .flatMap(({ content }) => content as { toolCallId: string }[]);
    expect(results.map(({ toolCallId }) => toolCallId)).toEqual(["call_0", "call_0_2"]);
    expect(JSON.stringify(results[0])).toContain("first");
    expect(JSON.stringify(results[1])).toContain("second");
  });

  test("drops a thought without words or calls at the end", () => {
    const thought = row(
      "assistant",
      [{ type: "reasoning", is_native: true, reasoning: "hm", signature: "s" }],
      { model: "claude-sonnet-4-5" },
    );
    expect(roles([row("user", "hi"), thought], anthropic)).toEqual(["user"]);
  });

  test("replays arguments that are not an object as none", () => {
    const prompt = promptOf([
      row("assistant", [], { tool_calls: [callOf("a", "f", '{"broken'), callOf("b", "f", "[1]")] }),
    ]);
    expect(prompt[0].content).toMatchObject([{ input: {} }, { input: {} }]);
  });

  test("sends images of the user, and those of a tool where the provider takes them", () => {
    const image = {
      type: "image" as const,
      source: { type: "base64" as const, media_type: "image/png", data: "AAAA" },
    };
    const messages = [
      row("user", [{ type: "text", text: "look" }, image]),
      row("assistant", [], { tool_calls: [callOf("a", "shot")] }),
      toolRow({
        tool_call_id: "a",
        status: "success",
        func_response: [{ type: "text", text: "here" }, image],
      }),
    ];
    expect(promptOf(messages)[0].content).toMatchObject([
      { type: "text" },
      { type: "file", mediaType: "image/png" },
    ]);
    expect(promptOf(messages)[2].content).toMatchObject([
      { output: { type: "text", value: "here\n[Image omitted]" } },
    ]);
    expect(promptOf(messages, anthropic)[2].content).toMatchObject([
      { output: { type: "content", value: [{ type: "text" }, { type: "file" }] } },
    ]);
  });

  test("never sends an empty text", () => {
    expect(promptOf([row("user", "")])[0].content).toEqual([{ type: "text", text: "(no content)" }]);
  });
});

describe("strict providers", () => {
  test("get a user message first and no two in a row", () => {
    const messages = [
      row("assistant", "hello"),
      row("user", "a"),
      row("summary", "b"),
      row("system", "late"),
    ];
    expect(roles(messages, anthropic)).toEqual(["user", "assistant", "user"]);
    expect(roles(messages, compatible("x", { isLocal: true }))).toEqual(["user", "assistant", "user"]);
    expect(roles(messages, openAiChat)).toEqual(["assistant", "user", "user", "system"]);
  });

  test("get ids they accept, the same on both sides", () => {
    const messages = [
      row("user", "go"),
      row("assistant", [], { tool_calls: [callOf("functions.run:0", "run")] }),
      toolRow(returnOf("functions.run:0", "ok")),
    ];
    const ids = JSON.stringify(promptOf(messages, anthropic)).match(/"toolCallId":"[^"]+"/g);
    expect(ids).toEqual(['"toolCallId":"functions_run_0"', '"toolCallId":"functions_run_0"']);
    const long = "x".repeat(40);
    const cut = promptOf([
      row("assistant", [], { tool_calls: [callOf(long, "f")] }),
      toolRow(returnOf(long, "1")),
    ]);
    expect(JSON.stringify(cut).match(/"toolCallId":"x{29}"/g)).toHaveLength(2);
  });
});

describe("a signed thought", () => {
  const answer = (model: string) =>
    row(
      "assistant",
      [
        { type: "reasoning", is_native: true, reasoning: "because", signature: "sig" },
        { type: "text", text: "so" },
      ],
      {
        model,
        tool_calls: [callOf("a", "f")],
      },
    );
  const start = row("user", "why?");

  test("goes back to the vendor it came from", () => {
    const prompt = promptOf([start, answer("claude-opus-4-5")], anthropic, "claude-sonnet-4-5");
    expect(prompt[1].content[0]).toEqual({
      type: "reasoning",
      text: "because",
      providerOptions: { anthropic: { signature: "sig" } },
    });
    const openai = promptOf([start, answer("gpt-5")], openAiResponses, "gpt-5");
    expect(openai[1].content[0]).toMatchObject({
      providerOptions: { openai: { reasoningEncryptedContent: "sig" } },
    });
  });

  test("goes with Gemini's first call instead of as a text", () => {
    const prompt = promptOf([start, answer("gemini-3-pro")], google, "gemini-3-pro");
    expect(prompt[1].content).toMatchObject([
      { type: "text" },
      { type: "tool-call", providerOptions: { google: { thoughtSignature: "sig" } } },
    ]);
  });

  test("is not shown to another vendor", () => {
    expect(JSON.stringify(promptOf([start, answer("gpt-5")], anthropic, "claude-sonnet-4-5"))).not.toMatch(
      /because|sig"/,
    );
    expect(
      JSON.stringify(promptOf([start, answer("claude-sonnet-4-5")], google, "gemini-3-pro")),
    ).not.toMatch(/because|"sig"/);
  });
});
