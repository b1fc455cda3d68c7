import { describe, expect, test } from "vitest";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelPart } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { google } from "../providers/google";
import { aRequest, returnOf, row, toolRow } from "../testing/messages";
import { add, signed, wireConnection, withWireServer } from "../testing/wire-server";

const server = withWireServer();

describe("Google's dialect", () => {
  const config = (fields: Partial<LlmConfig> = {}): LlmConfig => ({
    model: "gemini-2.5-flash",
    model_endpoint_type: "google_ai",
    context_window: 1_000_000,
    max_tokens: 1_000,
    enable_reasoner: true,
    max_reasoning_tokens: 1_024,
    ...fields,
  });
  const open = (fields?: Partial<LlmConfig>) =>
    google(wireConnection("google_ai", server().url)).openModel(config(fields));
  const chunk = (parts: object[], finishReason?: string) => ({
    candidates: [{ content: { role: "model", parts }, ...(finishReason && { finishReason }) }],
    usageMetadata: {
      promptTokenCount: 100,
      candidatesTokenCount: 10,
      thoughtsTokenCount: 30,
      cachedContentTokenCount: 40,
      totalTokenCount: 140,
    },
  });

  test("streams thoughts, text and whole calls, and keeps the call's signature", async () => {
    server().answer({
      events: [
        chunk([{ text: "Thinking.", thought: true }]),
        chunk([{ functionCall: { name: "add", args: { a: 1 } }, thoughtSignature: "Z3Nn" }], "STOP"),
      ],
    });
    const parts = await collect(open().stream(aRequest({ tools: [add] })));
    const call = parts.find(
      (part): part is Extract<ModelPart, { type: "tool_call_start" }> => part.type === "tool_call_start",
    );
    expect(parts.slice(0, -1)).toEqual([
      { type: "reasoning", text: "Thinking." },
      { type: "reasoning", text: "", signature: "Z3Nn" },
      { type: "tool_call_start", id: call?.id, name: "add" },
      { type: "tool_call_delta", id: call?.id, arguments: '{"a":1}' },
    ]);
    expect(parts.at(-1)).toMatchObject({
      reason: "tool_calls",
      usage: { input: 100, output: 40, cachedInput: 40, reasoning: 30 },
    });
  });

  test("stands in for a thought that was not shown but signed", async () => {
    server().answer({
      events: [chunk([{ functionCall: { name: "add", args: {} }, thoughtSignature: "Z3Nn" }], "STOP")],
    });
    const parts = await collect(open().stream(aRequest({ tools: [add] })));
    expect(parts[0]).toEqual({ type: "omitted_reasoning", signature: "Z3Nn" });
  });

  test("asks for thoughts, or for none", async () => {
    expect(await open().preview(aRequest())).toMatchObject({
      generationConfig: { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } },
    });
    expect(await open({ enable_reasoner: false }).preview(aRequest())).toMatchObject({
      generationConfig: { thinkingConfig: { thinkingBudget: 0 } },
    });
  });

  test("sends the signature back with the call", async () => {
    const messages = [
      row("system", "S"),
      row("user", "1+1"),
      signed("gemini-2.5-flash", "Z3Nn"),
      toolRow(returnOf("toolu_1", "2")),
    ];
    const body = await open().preview(aRequest({ messages, tools: [add] }));
    expect(body).toMatchObject({
      systemInstruction: { parts: [{ text: "S" }] },
      contents: [
        { role: "user" },
        {
          role: "model",
          parts: [{ functionCall: { name: "add", args: { a: 1 } }, thoughtSignature: "Z3Nn" }],
        },
        { role: "user", parts: [{ functionResponse: { name: "add" } }] },
      ],
    });
  });

  test.each([
    [429, "RESOURCE_EXHAUSTED", "Quota", "rate_limit"],
    [503, "UNAVAILABLE", "The model is overloaded", "overloaded"],
    [
      400,
      "INVALID_ARGUMENT",
      "The input token count (1048999) exceeds the maximum number of tokens allowed (1048576).",
      "context_window_exceeded",
    ],
    [400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", "authentication"],
  ])("tells %i %s (%s) as %s", async (status, code, message, kind) => {
    server().answer({ status, body: { error: { code: status, message, status: code } } });
    await expect(collect(open().stream(aRequest()))).rejects.toMatchObject({ name: "ModelError", kind });
  });
});
