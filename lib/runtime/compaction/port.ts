import type { Message } from "../messages";
import type { LlmConfig } from "../model-config";
import type { Model, ModelTrace, ModelUsage } from "../ports";
import type { CompactionRules } from "./rules";
import type { TokenMeter } from "./token-meter";

/** What a turn needs to keep within its window. */
export interface CompactionPort {
  rules: CompactionRules;
  meter: TokenMeter;
  /** The models that may be asked for a summary, in order; models that cannot be opened are left out. */
  openSummarisers(): Promise<Model[]>;
  /** The system message as the turn shows it, compiled with the last compaction; null when the agent has none any more. */
  loadSystem(): Promise<Message | null>;
  /** Something failed, and the turn goes on without it. */
  onProblem(error: unknown, message: string): void;
}

/** One finished call of a summariser. */
export interface SummaryCall {
  config: LlmConfig;
  usage: ModelUsage;
  trace: ModelTrace | null;
}
