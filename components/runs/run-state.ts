import type { Run } from "@/lib/contract/runs/schemas";

export type RunTone = "neutral" | "accent" | "positive" | "mark" | "danger";

export interface RunState {
  tone: RunTone;
  label: string;
}

type RunEnd = Pick<Run, "status" | "stop_reason">;

export const isActive = (run: Pick<Run, "status">) => run.status === "created" || run.status === "running";

/** Where a run is, or how it ended, in two words. */
export function runState({ status, stop_reason }: RunEnd): RunState {
  if (status === "created") return { tone: "neutral", label: "Queued" };
  if (status === "running") return { tone: "accent", label: "Running" };
  if (status === "cancelled" || stop_reason === "cancelled") return { tone: "neutral", label: "Stopped" };
  return ends[stop_reason ?? (status === "failed" ? "error" : "end_turn")];
}

const ends: Record<NonNullable<Run["stop_reason"]>, RunState> = {
  end_turn: { tone: "positive", label: "Completed" },
  tool_rule: { tone: "positive", label: "Completed" },
  requires_approval: { tone: "mark", label: "Waits for approval" },
  cancelled: { tone: "neutral", label: "Stopped" },
  max_steps: { tone: "mark", label: "Step limit" },
  max_tokens_exceeded: { tone: "mark", label: "Cut off" },
  no_tool_call: { tone: "mark", label: "No answer" },
  llm_api_error: { tone: "danger", label: "Model failed" },
  invalid_llm_response: { tone: "danger", label: "Unusable answer" },
  invalid_tool_call: { tone: "danger", label: "Unusable tool call" },
  insufficient_credits: { tone: "danger", label: "No credit" },
  context_window_overflow_in_system_prompt: { tone: "danger", label: "Prompt too large" },
  error: { tone: "danger", label: "Failed" },
};

/** From acceptance to end; for a run that goes on, until now. */
export function runDurationMs(run: Pick<Run, "created_at" | "completed_at">, nowMs: number): number {
  const end = run.completed_at ? Date.parse(run.completed_at) : nowMs;
  return Math.max(0, end - Date.parse(run.created_at));
}
