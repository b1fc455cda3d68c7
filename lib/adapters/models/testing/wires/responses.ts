import { openai } from "../../providers/openai";
import { wireConnection } from "../wire-server";
import { ledTo } from "./chat";
import { schema, type Wire, type WireCall, type WireTurn, wireConfig } from "./wire";

const model = "gpt-5-mini";

function events({ thought, words = [], calls = [] }: WireTurn, { withoutEnd = false } = {}): object[] {
  const said = [
    { type: "response.created", response: { id: "resp_1", created_at: 1, model } },
    ...(thought ? thinking(thought) : []),
    ...(words.length > 0 ? speaking(words) : []),
    ...calls.flatMap((call, index) => calling(call, index + 2)),
  ];
  if (withoutEnd) return said;
  const usage = {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 60 },
    output_tokens: 20,
    output_tokens_details: { reasoning_tokens: 5 },
  };
  return [...said, { type: "response.completed", response: { id: "resp_1", usage } }];
}

function thinking({ pieces, signature }: NonNullable<WireTurn["thought"]>): object[] {
  const item = { id: "rs_1", type: "reasoning" };
  const at = { item_id: "rs_1", summary_index: 0 };
  return [
    { type: "response.output_item.added", output_index: 0, item: { ...item, encrypted_content: "early" } },
    { type: "response.reasoning_summary_part.added", ...at },
    ...pieces.map((delta) => ({ type: "response.reasoning_summary_text.delta", ...at, delta })),
    { type: "response.reasoning_summary_part.done", ...at },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { ...item, encrypted_content: signature, summary: [] },
    },
  ];
}

const speaking = (words: string[]): object[] => [
  { type: "response.output_item.added", output_index: 1, item: { type: "message", id: "msg_1" } },
  ...words.map((delta) => ({ type: "response.output_text.delta", item_id: "msg_1", delta })),
  { type: "response.output_item.done", output_index: 1, item: { type: "message", id: "msg_1" } },
];

function calling({ id, name, pieces }: WireCall, output_index: number): object[] {
  const item = { type: "function_call", id: `fc_${id}`, call_id: id, name };
  return [
    { type: "response.output_item.added", output_index, item: { ...item, arguments: "" } },
    ...pieces.map((delta) => ({
      type: "response.function_call_arguments.delta",
      item_id: item.id,
      output_index,
      delta,
    })),
    {
      type: "response.output_item.done",
      output_index,
      item: { ...item, arguments: pieces.join(""), status: "completed" },
    },
  ];
}

export const responsesWire: Wire = {
  name: "OpenAI Responses",
  model,
  path: /\/responses$/,
  open: (url, config) =>
    openai({ ...wireConnection("openai", ""), ...ledTo(url) }).openModel(
      wireConfig("openai", model, { reasoning_effort: "low", ...config }),
    ),
  events,
  error: (status, message) => ({
    status,
    body: { error: { message, type: "error", code: null, param: null } },
  }),
  overflow: {
    status: 400,
    body: {
      error: {
        message:
          "Your input exceeds the context window of this model. Please adjust your input and try again.",
        code: "context_length_exceeded",
        type: "invalid_request_error",
        param: "input",
      },
    },
  },
  streamsArguments: true,
  replayed: '"encrypted_content":"c2lnbmVk"',
  formats: {
    json: { text: { format: { type: "json_object" } } },
    schema: { text: { format: { type: "json_schema", name: "answer", schema, strict: true } } },
  },
};
