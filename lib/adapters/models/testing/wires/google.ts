import { google } from "../../providers/google";
import { wireConnection } from "../wire-server";
import { schema, type Wire, type WireTurn, wireConfig } from "./wire";

const model = "gemini-2.5-flash";

const chunk = (parts: object[], finishReason?: string) => ({
  candidates: [{ content: { role: "model", parts }, ...(finishReason && { finishReason }) }],
  usageMetadata: {
    promptTokenCount: 100,
    candidatesTokenCount: 20,
    cachedContentTokenCount: 60,
    totalTokenCount: 120,
  },
});

/** The signature travels on the first call, or on the last text. */
function events({ thought, words = [], calls = [] }: WireTurn, { withoutEnd = false } = {}): object[] {
  const said = [
    ...(thought?.pieces ?? []).map((text) => chunk([{ text, thought: true }])),
    ...words.map((text) => chunk([{ text }])),
    ...calls.map(({ name, pieces }, index) =>
      chunk([
        {
          functionCall: { name, args: argsOf(pieces) },
          ...(thought && index === 0 && { thoughtSignature: thought.signature }),
        },
      ]),
    ),
  ];
  return withoutEnd ? said : [...said, chunk([], "STOP")];
}

/** On this wire arguments are an object, so they cannot be broken. */
function argsOf(pieces: string[]): unknown {
  return JSON.parse(pieces.join("") || "{}");
}

export const googleWire: Wire = {
  name: "Google Gemini",
  model,
  path: /:streamGenerateContent\?alt=sse$/,
  open: (url, config) =>
    google({ ...wireConnection("google_ai", url), limits: { retries: 2, retryBaseMs: 5 } }).openModel(
      wireConfig("google_ai", model, config),
    ),
  events,
  error: (status, message) => ({
    status,
    body: { error: { code: status, message, status: status === 429 ? "RESOURCE_EXHAUSTED" : "INTERNAL" } },
  }),
  overflow: {
    status: 400,
    body: {
      error: {
        code: 400,
        status: "INVALID_ARGUMENT",
        message: "The input token count (1048999) exceeds the maximum number of tokens allowed (1048576).",
      },
    },
  },
  streamsArguments: false,
  replayed: '"thoughtSignature":"c2lnbmVk"',
  formats: {
    json: { generationConfig: { responseMimeType: "application/json" } },
    schema: {
      generationConfig: {
        responseMimeType: "application/json",
        responseJsonSchema: schema,
      },
    },
  },
};
