import type { LlmConfig } from "@/lib/runtime/model-config";
import type { Model } from "@/lib/runtime/ports";
import type { WireAnswer } from "../wire-server";

export interface WireCall {
  id: string;
  name: string;
  /** Increments of the arguments, as the vendor would stream them. */
  pieces: string[];
}

/** What a scripted vendor says in one answer. */
export interface WireTurn {
  thought?: { pieces: string[]; signature: string };
  words?: string[];
  calls?: WireCall[];
}

/** One vendor's wire format: how it says things, and how it fails. */
export interface Wire {
  name: string;
  model: string;
  /** Where the path of a call ends. */
  path: RegExp;
  /** A model that tries again soon. */
  open(url: string, config?: Partial<LlmConfig>): Model;
  /** The events of an answer; without its end when it is to be cut. */
  events(turn: WireTurn, options?: { withoutEnd?: boolean }): object[];
  error(status: number, message: string): WireAnswer;
  overflow: WireAnswer;
  /** False where arguments come whole. */
  streamsArguments: boolean;
  /** What goes back to the vendor of a thought it made; null where it shows none. */
  replayed: string | null;
  /** Where the body asks for JSON, and by which schema; null where the vendor has no such mode. */
  formats: { json: object | null; schema: object };
}

export const wireConfig = (type: string, model: string, fields: Partial<LlmConfig> = {}): LlmConfig => ({
  model,
  model_endpoint_type: type,
  context_window: 100_000,
  max_tokens: 4_000,
  temperature: 1,
  enable_reasoner: true,
  ...fields,
});

export const schema = {
  type: "object",
  properties: { n: { type: "number" } },
  required: ["n"],
  additionalProperties: false,
};
