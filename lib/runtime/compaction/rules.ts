export type CompactionMode = "all" | "sliding_window" | "self_compact_all" | "self_compact_sliding_window";

/** How an agent's window is shortened: its `compaction_settings` but for the model, which a port opens. */
export interface CompactionRules {
  mode: CompactionMode;
  /** Null: the prompt of the mode. */
  prompt: string | null;
  /** The request for a summary shows the model agreeing to it first. */
  prompt_acknowledgement: boolean;
  /** Longest summary, in characters; null = no limit but the window's. */
  clip_chars: number | null;
  /** The share of the messages that a sliding compaction hides at least. */
  sliding_window_percentage: number;
}

export type CompactionTrigger = "post_step_context_check" | "context_window_exceeded" | "manual";

/** What a compaction did, as clients read it. */
export interface CompactionStats {
  trigger: CompactionTrigger;
  context_tokens_before: number | null;
  context_tokens_after: number;
  context_window: number;
  messages_count_before: number;
  messages_count_after: number;
}

/** A window that holds more than this after a step is compacted. */
export const compactionThreshold = (contextWindow: number) => Math.floor(contextWindow * 0.9);

export const isSliding = (mode: CompactionMode) =>
  mode === "sliding_window" || mode === "self_compact_sliding_window";
