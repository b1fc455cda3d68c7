import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ScriptedTurn } from "@/e2e/scripted-model/script";
import { type ScriptedModelServer, startScriptedModel } from "@/e2e/scripted-model/server";
import type { Model, ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { openai } from "../providers/openai";
import { aRequest, row } from "./messages";

/** One scripted server for a test file, and the bridge to it with pauses short enough for a test. */
export function withScriptedBridge() {
  let server: ScriptedModelServer;
  beforeAll(async () => {
    server = await startScriptedModel();
  });
  afterAll(() => server.close());
  beforeEach(() => server.reset());
  return {
    server: () => server,
    bridge(...turns: ScriptedTurn[]): Model {
      server.script(...turns);
      return bridgeTo(server.url, { firstByteTimeoutMs: 20_000 });
    },
    /** Gives up on a server that says nothing for a moment. */
    impatientBridge: () => bridgeTo(server.url, { firstByteTimeoutMs: 200 }),
  };
}

function bridgeTo(baseUrl: string, { firstByteTimeoutMs }: { firstByteTimeoutMs: number }): Model {
  const provider = openai({
    name: "openai",
    category: "base",
    source: "env",
    baseUrl,
    apiKey: "sk-secret-key",
    listTimeoutMs: 1_000,
    limits: { retryBaseMs: 5, firstByteTimeoutMs },
  });
  return provider.openModel({
    model: "scripted-large",
    model_endpoint_type: "openai",
    context_window: 32_000,
    temperature: 0.5,
    max_tokens: 512,
  });
}

export const asking = (user: string, fields: Partial<ModelRequest> = {}): ModelRequest =>
  aRequest({ messages: [row("system", "S"), row("user", user)], ...fields });

export const saidIn = (parts: ModelPart[]): string =>
  parts.map((part) => (part.type === "text" ? part.text : "")).join("");

export const thoughtIn = (parts: ModelPart[]): string =>
  parts.map((part) => (part.type === "reasoning" ? part.text : "")).join("");

/** The calls that the increments add up to. Fails when an increment comes before its call. */
export function callsIn(parts: ModelPart[]): { name: string; arguments: string }[] {
  const calls = new Map<string, { name: string; arguments: string }>();
  for (const part of parts) {
    if (part.type === "tool_call_start") calls.set(part.id, { name: part.name, arguments: "" });
    if (part.type === "tool_call_delta") {
      const call = calls.get(part.id);
      if (!call) throw new Error("An increment came before its call");
      call.arguments += part.arguments;
    }
  }
  return [...calls.values()];
}
