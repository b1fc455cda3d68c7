import { anthropic } from "../../providers/anthropic";
import { wireConnection } from "../wire-server";
import { schema, type Wire, type WireTurn, wireConfig } from "./wire";

const model = "claude-sonnet-4-5";

const start = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 40,
      output_tokens: 1,
      cache_read_input_tokens: 60,
      cache_creation_input_tokens: 0,
    },
  },
};

type Block = { content_block: object; deltas: object[] };

function events({ thought, words = [], calls = [] }: WireTurn, { withoutEnd = false } = {}): object[] {
  const blocks: Block[] = [
    ...(thought
      ? [
          {
            content_block: { type: "thinking", thinking: "" },
            deltas: [
              ...thought.pieces.map((thinking) => ({ type: "thinking_delta", thinking })),
              { type: "signature_delta", signature: thought.signature },
            ],
          },
        ]
      : []),
    ...(words.length > 0
      ? [
          {
            content_block: { type: "text", text: "" },
            deltas: words.map((text) => ({ type: "text_delta", text })),
          },
        ]
      : []),
    ...calls.map(({ id, name, pieces }) => ({
      content_block: { type: "tool_use", id, name, input: {} },
      deltas: pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
    })),
  ];
  const said = blocks.flatMap(({ content_block, deltas }, index) => [
    { type: "content_block_start", index, content_block },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ]);
  if (withoutEnd) return [start, ...said];
  const stop_reason = calls.length > 0 ? "tool_use" : "end_turn";
  return [
    start,
    ...said,
    { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 20 } },
    { type: "message_stop" },
  ];
}

export const anthropicWire: Wire = {
  name: "Anthropic Messages",
  model,
  path: /\/messages$/,
  open: (url, config) =>
    anthropic({ ...wireConnection("anthropic", url), limits: { retries: 2, retryBaseMs: 5 } }).openModel(
      wireConfig("anthropic", model, { max_reasoning_tokens: 1_024, ...config }),
    ),
  events,
  error: (status, message) => ({ status, body: { type: "error", error: { type: "api_error", message } } }),
  overflow: {
    status: 400,
    body: {
      type: "error",
      error: { type: "invalid_request_error", message: "prompt is too long: 210000 tokens > 200000 maximum" },
    },
  },
  streamsArguments: true,
  replayed: '"signature":"c2lnbmVk"',
  formats: { json: null, schema: { output_config: { format: { type: "json_schema", schema } } } },
};
