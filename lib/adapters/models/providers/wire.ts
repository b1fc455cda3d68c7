import { ModelError } from "@/lib/runtime/model-error";

type Fields = Record<string, unknown>;

/**
 * The entries of a listing, after checking that the answer is one: another program may use the port. Together sends
 * its list bare.
 */
export function entriesOf(answer: unknown, key: string): Fields[] {
  const list = isListOfObjects(answer) ? answer : fieldsOf(answer)[key];
  if (!Array.isArray(list))
    throw new ModelError("invalid_response", `The server's answer has no list '${key}'`);
  return list.map(fieldsOf);
}

const isListOfObjects = (answer: unknown): answer is Fields[] =>
  Array.isArray(answer) &&
  answer.length > 0 &&
  answer.every((entry) => typeof entry === "object" && entry !== null);

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const textIn = (fields: Fields, key: string): string =>
  typeof fields[key] === "string" ? fields[key] : "";

/** What the database takes for a number of tokens. */
const SIZE_MAX = 2 ** 31 - 1;

/** The first size under any of the names: a whole positive number. */
export function numberIn(fields: Fields, ...keys: string[]): number | null {
  for (const key of keys) {
    const value = fields[key];
    if (typeof value === "number" && value >= 1 && Number.isFinite(value))
      return Math.min(Math.floor(value), SIZE_MAX);
  }
  return null;
}

/** The window in an OpenAI-style model entry, under the names that servers give it. */
export const windowIn = (entry: Fields): number | null =>
  numberIn(entry, "max_model_len", "context_length", "context_window", "max_context_length") ??
  numberIn(fieldsOf(entry.meta), "n_ctx", "n_ctx_train");

/** Whether an entry says that its model calls tools, in the ways that vendors say it; null when it says nothing. */
export function toolsIn(entry: Fields): boolean | null {
  const parameters = entry.supported_parameters ?? entry.supported_features;
  if (Array.isArray(parameters)) return parameters.includes("tools");
  if (typeof entry.supports_tools === "boolean") return entry.supports_tools;
  const calling = fieldsOf(entry.capabilities).function_calling;
  return typeof calling === "boolean" ? calling : null;
}

/** An entry that says of itself that it answers with something other than text. */
export function isOtherKind(entry: Fields): boolean {
  const { completion_chat: chats } = fieldsOf(entry.capabilities);
  return (
    chats === false ||
    entry.supports_chat === false ||
    /^(image|video|audio|moderation|rerank|transcribe)$/.test(textIn(entry, "type"))
  );
}

/** Names of models that do not chat. */
export const isEmbeddingName = (name: string) => /embed|\bbge-|\be5-|minilm|\bgte-/i.test(name);
export const isOtherName = (name: string) =>
  /whisper|tts|dall-e|image|rerank|moderation|audio|realtime|transcribe|sora|stable-diffusion/i.test(name);

const dims: [RegExp, number][] = [
  [/text-embedding-3-large|gemini-embedding/, 3072],
  [/text-embedding-3-small|text-embedding-ada-002/, 1536],
  [/nomic-embed|embeddinggemma|bge-base|e5-base|gte-base/, 768],
  [
    /mistral-embed|mxbai-embed-large|bge-m3|bge-large|e5-large|snowflake-arctic-embed|qwen3-embedding-0\.6b/,
    1024,
  ],
  [/minilm|bge-small|e5-small/, 384],
  [/qwen3-embedding-4b/, 2560],
  [/qwen3-embedding-8b/, 4096],
];

export const knownDim = (name: string): number | null =>
  dims.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1] ?? null;
