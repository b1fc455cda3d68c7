import assert from "node:assert/strict";
import { anthropic } from "@/lib/adapters/models/providers/anthropic";
import { google } from "@/lib/adapters/models/providers/google";
import { openai } from "@/lib/adapters/models/providers/openai";
import type { Message } from "@/lib/runtime/messages";
import type { Model } from "@/lib/runtime/ports";
import { scriptedConfig } from "@/lib/runtime/testing/scripted-model";

const connection = (name: string, baseUrl: string) => ({
  name,
  category: "base" as const,
  source: "env" as const,
  baseUrl,
  apiKey: "sk-key",
  listTimeoutMs: 1_000,
  limits: {},
});
const nowhere = "http://127.0.0.1:9/v1";
const config = (model: string, model_endpoint_type: string) => ({
  ...scriptedConfig,
  model,
  model_endpoint_type,
});

const models: Record<string, Model> = {
  "chat completions": openai(connection("openai", nowhere)).openModel(
    config("gpt-4o-mini", "openai"),
  ) as Model,
  responses: openai(connection("openai", "https://api.openai.com/v1")).openModel(
    config("gpt-5", "openai"),
  ) as Model,
  anthropic: anthropic(connection("anthropic", nowhere)).openModel(
    config("claude-sonnet-4-5", "anthropic"),
  ) as Model,
  google: google(connection("google_ai", nowhere)).openModel(config("gemini-2.5-pro", "google_ai")) as Model,
};

/** The history in every provider's own words, each with its rules about calls and returns. */
export async function assertAcceptedByAll(history: Message[]): Promise<void> {
  const messages = [
    ...history,
    {
      id: "message-next",
      role: "user" as const,
      content: [{ type: "text" as const, text: "go on" }],
      created_at: "2026-01-01T00:00:00.000Z",
    },
  ];
  for (const [name, model] of Object.entries(models)) {
    const body = await model.preview({
      messages,
      tools: [],
      toolChoice: "auto",
      parallelToolCalls: true,
      signal: new AbortController().signal,
    });
    assert.deepEqual(problemsOf(body), [], `${name} takes the history`);
  }
}

type Item = Record<string, any>;

/** Walks any of the wire formats: calls open, returns close, and nobody speaks while one is open. */
function problemsOf(body: Item): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  for (const item of (body.messages ?? body.input ?? body.contents) as Item[]) {
    const { calls, returns, isSpeech } = readItem(item);
    for (const id of returns) {
      const at = open.indexOf(id);
      if (at < 0) problems.push(`return without call: ${id}`);
      else open.splice(at, 1);
    }
    if (
      (isSpeech || calls.length > 0) &&
      returns.length === 0 &&
      open.length > 0 &&
      item.type !== "function_call"
    )
      problems.push(`open calls ${open} before ${JSON.stringify(item).slice(0, 80)}`);
    open.push(...calls);
  }
  if (open.length > 0) problems.push(`calls without return: ${open}`);
  return problems;
}

function readItem(item: Item): { calls: string[]; returns: string[]; isSpeech: boolean } {
  const parts: Item[] = Array.isArray(item.content) ? item.content : (item.parts ?? []);
  const calls = [
    ...(item.tool_calls ?? []).map((call: Item) => call.id),
    ...(item.type === "function_call" ? [item.call_id] : []),
    ...parts.flatMap((part) =>
      part.type === "tool_use" ? [part.id] : part.functionCall ? [part.functionCall.name] : [],
    ),
  ];
  const returns = [
    ...(item.role === "tool" ? [item.tool_call_id] : []),
    ...(item.type === "function_call_output" ? [item.call_id] : []),
    ...parts.flatMap((part) =>
      part.type === "tool_result"
        ? [part.tool_use_id]
        : part.functionResponse
          ? [part.functionResponse.name]
          : [],
    ),
  ];
  return {
    calls,
    returns,
    isSpeech: item.role !== "tool" && item.type !== "function_call_output" && item.type !== "reasoning",
  };
}
