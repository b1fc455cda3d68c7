import { hostedProviders } from "../../providers/index";
import { openai } from "../../providers/openai";
import type { Connection } from "../../providers/provider";
import { wireConnection } from "../wire-server";
import { schema, type Wire, type WireTurn, wireConfig } from "./wire";

const limits = { retries: 2, retryBaseMs: 5 };

/** Requests to OpenAI's own host are led to the fixtures: only that host gets its dialect. */
export const ledTo = (url: string): Partial<Connection> => ({
  baseUrl: "https://api.openai.com/v1",
  limits,
  fetch: (target, init) => fetch(String(target).replace("https://api.openai.com", url), init),
});

const chunk = (delta: object, finish_reason: string | null = null) => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta, finish_reason }],
});

function events({ thought, words = [], calls = [] }: WireTurn, { withoutEnd = false } = {}): object[] {
  const said = [
    ...(thought?.pieces ?? []).map((reasoning_content) => chunk({ reasoning_content })),
    ...words.map((content) => chunk({ content })),
    ...calls.map(({ id, name }, index) =>
      chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] }),
    ),
    ...calls.flatMap(({ pieces }, index) =>
      pieces.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ),
  ];
  if (withoutEnd) return said;
  const usage = {
    prompt_tokens: 100,
    completion_tokens: 20,
    total_tokens: 120,
    prompt_tokens_details: { cached_tokens: 60 },
  };
  return [...said, chunk({}, calls.length > 0 ? "tool_calls" : "stop"), { ...chunk({}), choices: [], usage }];
}

const shared = {
  path: /\/chat\/completions$/,
  events,
  error: (status: number, message: string) => ({ status, body: { error: { message, type: "error" } } }),
  overflow: {
    status: 400,
    body: {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
        code: "context_length_exceeded",
      },
    },
  },
  streamsArguments: true,
  formats: {
    json: { response_format: { type: "json_object" } },
    schema: {
      response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
    },
  },
};

export const openAiChatWire: Wire = {
  ...shared,
  name: "OpenAI Chat Completions",
  model: "gpt-4o",
  open: (url, config) =>
    openai({ ...wireConnection("openai", ""), ...ledTo(url) }).openModel(
      wireConfig("openai", "gpt-4o", config),
    ),
  replayed: null,
};

export const compatibleWire: Wire = {
  ...shared,
  name: "a compatible vendor's Chat Completions",
  model: "kimi-k2-thinking",
  open: (url, config) =>
    hostedProviders
      .moonshot({ ...wireConnection("moonshot", url), limits })
      .openModel(wireConfig("openai", "kimi-k2-thinking", config)),
  replayed: '"reasoning_content":"I think."',
  formats: { ...shared.formats, schema: { response_format: { type: "json_object" } } },
};
