import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { ModelError } from "@/lib/runtime/model-error";
import type { FinishReason, ModelPart, ModelUsage } from "@/lib/runtime/ports";

type Metadata = Record<string, Record<string, unknown>> | undefined;

/** Turns the provider interface's stream into ours, part by part. One instance per model call. */
export class PartTranslator {
  private readonly startedCalls = new Set<string>();
  private readonly seenThoughts = new Set<string>();
  private readonly seenSignatures = new Set<string>();
  private last: ModelPart["type"] | null = null;
  /** False until something of the answer came: only then may the call be repeated. */
  hasContent = false;

  /** Everything but `error` and `finish`, which end the stream and are the caller's. */
  *translate(part: LanguageModelV4StreamPart): Generator<ModelPart> {
    for (const item of this.parts(part)) {
      this.hasContent = true;
      this.last = item.type;
      yield item;
    }
  }

  private *parts(part: LanguageModelV4StreamPart): Generator<ModelPart> {
    switch (part.type) {
      case "text-delta":
        if (part.delta) yield { type: "text", text: part.delta };
        return;
      case "reasoning-start":
        yield* this.thoughtStart(part.id, part.providerMetadata);
        return;
      case "reasoning-delta":
        yield* this.thought(part.delta, signatureIn(part.providerMetadata));
        return;
      case "reasoning-end":
        yield* this.redacted(part.providerMetadata, "redactedContent");
        yield* this.thought("", signatureIn(part.providerMetadata));
        return;
      case "tool-input-start":
        yield* this.callStart(part.id, part.toolName, part.providerMetadata);
        return;
      case "tool-input-delta":
        if (part.delta) yield { type: "tool_call_delta", id: part.id, arguments: part.delta };
        return;
      case "tool-call":
        if (this.startedCalls.has(part.toolCallId)) return;
        yield* this.callStart(part.toolCallId, part.toolName, part.providerMetadata);
        if (part.input) yield { type: "tool_call_delta", id: part.toolCallId, arguments: part.input };
        return;
    }
  }

  /** Later summaries of one thought are set off by a blank line, as one text. */
  private *thoughtStart(id: string, metadata: Metadata): Generator<ModelPart> {
    yield* this.redacted(metadata, "redactedData");
    const thought = id.includes(":") ? id.slice(0, id.lastIndexOf(":")) : null;
    if (thought === null) return;
    if (this.seenThoughts.has(thought)) yield { type: "reasoning", text: "\n\n" };
    this.seenThoughts.add(thought);
  }

  private *redacted(metadata: Metadata, key: string): Generator<ModelPart> {
    const data = valueIn(metadata, key);
    if (data) yield { type: "redacted_reasoning", data };
  }

  private *thought(text: string, signature: string | null): Generator<ModelPart> {
    const fresh = signature && !this.seenSignatures.has(signature) ? signature : null;
    if (fresh) this.seenSignatures.add(fresh);
    if (text) yield { type: "reasoning", text, ...(fresh && { signature: fresh }) };
    else if (fresh) yield this.loneSignature(fresh);
  }

  /** A signature belongs to the thought before it; without one it stands for a thought that was not shown. */
  private loneSignature(signature: string): ModelPart {
    return this.last === "reasoning"
      ? { type: "reasoning", text: "", signature }
      : { type: "omitted_reasoning", signature };
  }

  private *callStart(id: string, name: string, metadata: Metadata): Generator<ModelPart> {
    yield* this.thought("", signatureIn(metadata));
    this.startedCalls.add(id);
    yield { type: "tool_call_start", id, name };
  }
}

const signatureKeys = ["signature", "reasoningEncryptedContent", "thoughtSignature"];

function signatureIn(metadata: Metadata): string | null {
  for (const key of signatureKeys) {
    const value = valueIn(metadata, key);
    if (value) return value;
  }
  return null;
}

/** Looks under every provider's name, since proxies and custom providers use their own. */
function valueIn(metadata: Metadata, key: string): string | null {
  for (const values of Object.values(metadata ?? {}))
    if (typeof values[key] === "string" && values[key] !== "") return values[key];
  return null;
}

/** Throws when the stream ended without the provider saying that its answer is complete. */
export function finishReasonOf(reason: LanguageModelV4FinishReason, hasContent: boolean): FinishReason {
  const isCut = reason.unified === "interrupted" || (reason.unified === "error" && reason.raw === undefined);
  if (isCut) throw cutStream(hasContent);
  switch (reason.unified) {
    case "tool-calls":
      return "tool_calls";
    case "content-filter":
      return "content_filter";
    case "interrupted":
      return "other";
    default:
      return reason.unified;
  }
}

export const cutStream = (hasContent: boolean): ModelError =>
  hasContent
    ? new ModelError("connection", "The model's answer broke off before its end")
    : new ModelError("empty_response", "The model returned an empty answer");

export function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): ModelUsage {
  const input = tokens(inputTokens.total) ?? 0;
  const output = tokens(outputTokens.total) ?? 0;
  return {
    input,
    output,
    total: Math.min(input + output, TOKENS_MAX),
    cachedInput: tokens(inputTokens.cacheRead),
    cacheWrite: tokens(inputTokens.cacheWrite),
    reasoning: tokens(outputTokens.reasoning),
  };
}

/** What the database takes. */
const TOKENS_MAX = 2 ** 31 - 1;

/** Servers estimate, and some subtract too much: what is kept is a whole number. */
const tokens = (count: number | undefined): number | null =>
  count === undefined ? null : Math.min(Math.max(Math.round(count) || 0, 0), TOKENS_MAX);
