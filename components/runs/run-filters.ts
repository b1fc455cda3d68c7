import type { StopReasonType } from "@/lib/contract/runs/stop-reason";

/** What a list of runs is narrowed to; each is one parameter of the address. */
export interface RunFilters {
  agent: string | null;
  state: RunStateFilter | null;
  stop: StopReasonType | null;
  since: Since | null;
  /** Days, for `since=range`: from the beginning of the first to the end of the last. */
  from: string | null;
  to: string | null;
}

export type RunStateFilter = "active" | "completed" | "failed" | "cancelled";
export type Since = "1h" | "24h" | "7d" | "30d" | "range";

export const stateOptions: { value: RunStateFilter; label: string }[] = [
  { value: "active", label: "Running or queued" },
  { value: "completed", label: "Completed" },
  { value: "failed", label: "Failed" },
  { value: "cancelled", label: "Stopped" },
];

export const sinceOptions: { value: Since; label: string }[] = [
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "range", label: "Between two days" },
];

export const stopOptions: { value: StopReasonType; label: string }[] = [
  { value: "end_turn", label: "End of turn" },
  { value: "tool_rule", label: "Tool rule" },
  { value: "requires_approval", label: "Waits for approval" },
  { value: "cancelled", label: "Cancelled" },
  { value: "max_steps", label: "Step limit" },
  { value: "max_tokens_exceeded", label: "Output limit" },
  { value: "no_tool_call", label: "No tool call" },
  { value: "llm_api_error", label: "Model failed" },
  { value: "invalid_llm_response", label: "Unusable answer" },
  { value: "invalid_tool_call", label: "Unusable tool call" },
  { value: "insufficient_credits", label: "No credit" },
  { value: "context_window_overflow_in_system_prompt", label: "Prompt too large" },
  { value: "error", label: "Error" },
];

/** What the address says that is not a filter we know is left alone. */
export function filtersIn(params: Pick<URLSearchParams, "get">): RunFilters {
  const known = <Value extends string>(name: string, options: { value: Value }[]) =>
    options.find(({ value }) => value === params.get(name))?.value ?? null;
  const day = (name: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(params.get(name) ?? "") ? params.get(name) : null;
  return {
    agent: params.get("agent") || null,
    state: known("state", stateOptions),
    stop: known("stop", stopOptions),
    since: known("since", sinceOptions),
    from: day("from"),
    to: day("to"),
  };
}

export const hasFilters = ({ agent, state, stop, since }: RunFilters) =>
  Boolean(agent || state || stop || since);

const hourMs = 3_600_000;
const sinceMs: Record<Exclude<Since, "range">, number> = {
  "1h": hourMs,
  "24h": 24 * hourMs,
  "7d": 7 * 24 * hourMs,
  "30d": 30 * 24 * hourMs,
};

/** The filters as the API has them. Days are the reader's own. */
export function runsQuery({ agent, state, stop, since, from, to }: RunFilters, nowMs: number) {
  const start = since === "range" ? dayStart(from) : since && nowMs - sinceMs[since];
  const end = since === "range" ? dayEnd(to) : null;
  return {
    ...(agent && { agent_id: agent }),
    ...(state && { statuses: state === "active" ? ["created", "running"] : [state] }),
    ...(stop && { stop_reason: stop }),
    ...(start && { start_date: new Date(start).toISOString() }),
    ...(end && { end_date: new Date(end).toISOString() }),
  };
}

const dayStart = (day: string | null) => day && new Date(`${day}T00:00:00`).getTime();
const dayEnd = (day: string | null) => day && new Date(`${day}T23:59:59.999`).getTime();
