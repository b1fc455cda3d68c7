import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ReasoningPart,
  LanguageModelV4TextPart,
  LanguageModelV4ToolCallPart,
  LanguageModelV4ToolResultOutput,
} from "@ai-sdk/provider";
import type { ContentPart, ImageSource, Message, ToolReturn } from "@/lib/runtime/messages";
import { vendorOf } from "@/lib/runtime/model-settings/model-family";
import type { Dialect } from "./dialects/dialect";
import { type AnsweredCall, type Turn, toTurns } from "./history";

/** Said where a provider needs a first or non-empty text and the history has none. */
const PLACEHOLDER = "(no content)";

/** Our stored messages as the prompt of one provider. `model` is the name of the model about to read it. */
export function toPrompt(messages: Message[], dialect: Dialect, model: string): LanguageModelV4Prompt {
  const turns = toTurns(messages);
  const lastUser = turns.findLastIndex(({ kind }) => kind === "user");
  const prompt = turns.flatMap((turn, index) =>
    turnMessages(turn, { dialect, model, isCurrentTurn: index > lastUser }),
  );
  return dialect.isStrictAboutRoles ? alternating(prompt) : prompt;
}

interface Reader {
  dialect: Dialect;
  model: string;
  /** The answer follows the last thing the user said: the model is still at it. */
  isCurrentTurn: boolean;
}

function turnMessages(turn: Turn, reader: Reader): LanguageModelV4Message[] {
  const { dialect } = reader;
  switch (turn.kind) {
    case "system":
      return turn.isFirst || dialect.allowsLateSystem
        ? [{ role: "system", content: turn.text }]
        : [{ role: "user", content: [textPart(turn.text || PLACEHOLDER)] }];
    case "user":
      return [{ role: "user", content: userParts(turn.content) }];
    case "assistant":
      return answerMessages(turn, reader);
  }
}

function answerMessages(
  turn: Extract<Turn, { kind: "assistant" }>,
  { dialect, model, isCurrentTurn }: Reader,
): LanguageModelV4Message[] {
  const isSameVendor = turn.model !== null && vendorOf(turn.model) === vendorOf(model);
  const thoughts = isSameVendor ? turn.content.filter(isThought) : [];
  const calls = turn.calls.map((call) => callPart(call, dialect));
  const said = turn.content.flatMap((part): (LanguageModelV4TextPart | LanguageModelV4ReasoningPart)[] => {
    if (part.type === "text") return part.text ? [textPart(part.text)] : [];
    return isSameVendor ? (dialect.replayThought?.(part, { isCurrentTurn }) ?? []) : [];
  });
  const signature = dialect.callSignature?.(thoughts);
  if (signature && calls[0]) calls[0].providerOptions = signature;
  if (calls.length === 0 && !said.some((part) => part.type === "text")) return [];
  const answer: LanguageModelV4Message = { role: "assistant", content: [...said, ...calls] };
  if (calls.length === 0) return [answer];
  const results = turn.calls.map((call) => ({
    type: "tool-result" as const,
    toolCallId: dialect.callId(call.id),
    toolName: call.function.name,
    output: resultOutput(call.return, dialect),
  }));
  return [answer, { role: "tool", content: results }];
}

const isThought = (part: ContentPart) => part.type !== "text" && part.type !== "image";

const callPart = (call: AnsweredCall, dialect: Dialect): LanguageModelV4ToolCallPart => ({
  type: "tool-call",
  toolCallId: dialect.callId(call.id),
  toolName: call.function.name,
  input: objectOf(call.function.arguments),
});

/** Arguments that never were an object are replayed as none: providers refuse anything else in a history. */
function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function userParts(content: ContentPart[]): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] {
  const parts = content.flatMap((part) => {
    if (part.type === "text") return part.text ? [textPart(part.text)] : [];
    return part.type === "image" ? [imagePart(part.source)] : [];
  });
  return parts.length > 0 ? parts : [textPart(PLACEHOLDER)];
}

const textPart = (text: string): LanguageModelV4TextPart => ({ type: "text", text });

function imagePart(source: ImageSource): LanguageModelV4TextPart | LanguageModelV4FilePart {
  if (source.type === "url")
    return { type: "file", mediaType: "image/*", data: { type: "url", url: new URL(source.url) } };
  if (!source.data) return textPart("[Image that is no longer available]");
  const mediaType = source.media_type ?? "image/png";
  const part: LanguageModelV4FilePart = {
    type: "file",
    mediaType,
    data: { type: "data", data: source.data },
  };
  return source.detail ? { ...part, providerOptions: { openai: { imageDetail: source.detail } } } : part;
}

function resultOutput(result: ToolReturn, dialect: Dialect): LanguageModelV4ToolResultOutput {
  const response = result.func_response;
  if (typeof response === "string") return stringOutput(response, result);
  if (!dialect.hasImageResults) {
    const text = response.map((part) => (part.type === "text" ? part.text : "[Image omitted]")).join("\n");
    return stringOutput(text, result);
  }
  return {
    type: "content",
    value: response.map((part) =>
      part.type === "text" ? textPart(part.text || PLACEHOLDER) : imagePart(part.source),
    ),
  };
}

const stringOutput = (text: string, { status }: ToolReturn): LanguageModelV4ToolResultOutput => ({
  type: status === "error" ? "error-text" : "text",
  value: text || PLACEHOLDER,
});

/** Neighbours of one role are joined and the first one after the system message is the user's. */
function alternating(prompt: LanguageModelV4Prompt): LanguageModelV4Prompt {
  const joined: LanguageModelV4Prompt = [];
  for (const message of prompt) {
    const last = joined.at(-1);
    if (last?.role === "user" && message.role === "user")
      last.content = [...last.content, ...message.content];
    else joined.push({ ...message });
  }
  const start = joined.findIndex(({ role }) => role !== "system");
  if (start >= 0 && joined[start].role !== "user")
    joined.splice(start, 0, { role: "user", content: [textPart("(The conversation continues.)")] });
  return joined;
}
