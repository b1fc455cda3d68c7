import type {
  LanguageModelV4CallOptions,
  LanguageModelV4ReasoningPart,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import type { ContentPart } from "@/lib/runtime/messages";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelRequest } from "@/lib/runtime/ports";

/** What differs between providers when our messages and settings become a request. */
export interface Dialect {
  /** A system message behind the first one stays one; otherwise it is sent as the user's. */
  allowsLateSystem: boolean;
  /** The history must begin with the user, and no side may speak twice in a row. */
  isStrictAboutRoles: boolean;
  /** Tool returns may hold images. */
  hasImageResults: boolean;
  /** A call id as this provider accepts it; equal ids stay equal. */
  callId(id: string): string;
  /** A stored thought of the same vendor as its provider wants it back. */
  replayThought?(part: ContentPart, place: { isCurrentTurn: boolean }): LanguageModelV4ReasoningPart[];
  /** The signature that goes with the first call of an answer, from that answer's thoughts. */
  callSignature?(thoughts: ContentPart[]): SharedV4ProviderOptions | undefined;
  /** Adds what the provider needs beyond the common options: thinking, caching, parallel calls. */
  finish(
    options: LanguageModelV4CallOptions,
    config: LlmConfig,
    request: ModelRequest,
  ): LanguageModelV4CallOptions;
}

export const keepId = (id: string): string => id;

/** The stored signature of a thought, whatever kind of thought it is. */
export const signatureOf = (part: ContentPart): string | null =>
  part.type === "reasoning" || part.type === "omitted_reasoning"
    ? (part.signature ?? null)
    : part.type === "summarized_reasoning"
      ? (part.encrypted_content ?? null)
      : null;

export const thoughtText = (part: ContentPart): string =>
  part.type === "reasoning"
    ? part.reasoning
    : part.type === "summarized_reasoning"
      ? part.summary.map(({ text }) => text).join("\n\n")
      : "";
