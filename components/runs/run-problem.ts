import type { Run } from "@/lib/contract/runs/schemas";

export interface RunError {
  type: string | null;
  message: string;
  detail: string | null;
}

export interface RunProblem {
  tone: "mark" | "danger";
  title: string;
  /** What to do next. */
  advice: string;
  /** Where to do it. */
  place: "agent" | "models" | null;
  error: RunError | null;
}

/** What went wrong, as the run's record has it. */
export function runError(run: Pick<Run, "metadata">): RunError | null {
  const error = run.metadata?.error;
  if (typeof error === "string") return { type: null, message: error, detail: null };
  const { error_type, message, detail } = (error ?? {}) as {
    error_type?: string;
    message?: string;
    detail?: string;
  };
  return message
    ? { type: error_type ?? null, message, detail: detail && detail !== message ? detail : null }
    : null;
}

/** Null for a run that goes on or ended as one hopes. */
export function runProblem(run: Pick<Run, "status" | "stop_reason" | "metadata">): RunProblem | null {
  const error = runError(run);
  const known = run.stop_reason ? problems[run.stop_reason] : undefined;
  if (known) return { ...known, ...(error?.type && byType[error.type]), error };
  if (run.status !== "failed" && !error) return null;
  return { ...failure, ...(error?.type && byType[error.type]), error };
}

type Words = Omit<RunProblem, "error">;

const failure: Words = {
  tone: "danger",
  title: "The run failed",
  advice: "Open the failed step below to see what was sent and what came back, then send the message again.",
  place: "agent",
};
const stronger = "Send the message again. If it happens often, choose a model that is better with tools.";
const credit = "Add credit with the provider, or choose another model.";

const problems: Partial<Record<NonNullable<Run["stop_reason"]>, Words>> = {
  error: failure,
  llm_api_error: { ...failure, title: "The model could not answer" },
  invalid_llm_response: { ...failure, title: "The model gave an unusable answer", advice: stronger },
  invalid_tool_call: {
    ...failure,
    title: "The model called a tool in a way that does not work",
    advice: stronger,
  },
  insufficient_credits: {
    ...failure,
    title: "The provider refused for lack of credit",
    advice: credit,
    place: "models",
  },
  context_window_overflow_in_system_prompt: {
    ...failure,
    title: "Memory and instructions no longer fit the model",
    advice: "Shorten a memory block or the system prompt, or choose a model with a larger context window.",
  },
  max_steps: {
    tone: "mark",
    title: "Stopped at the step limit",
    advice: "Nothing is lost. Send a message to let the agent go on.",
    place: "agent",
  },
  max_tokens_exceeded: {
    tone: "mark",
    title: "The answer was cut off",
    advice:
      "The model reached its output limit. Ask it to continue, or raise the limit in the configuration.",
    place: "agent",
  },
  no_tool_call: {
    tone: "mark",
    title: "The agent stopped without an answer",
    advice: "Ask again, or try another model.",
    place: "agent",
  },
  requires_approval: {
    tone: "mark",
    title: "A tool waits for your approval",
    advice: "Approve or deny it in the conversation; the agent goes on from there.",
    place: "agent",
  },
};

const byType: Record<string, Partial<Words>> = {
  llm_timeout: {
    advice: "The model took too long. Check that its server is not overloaded, then send the message again.",
    place: "models",
  },
  llm_rate_limit: { advice: "The provider asks for a pause. Wait a moment and send the message again." },
  llm_overloaded: { advice: "The provider is overloaded. Wait a moment and send the message again." },
  llm_authentication: {
    advice: "The provider did not accept the key. Check the key that the server was started with.",
    place: "models",
  },
  llm_insufficient_credits: { advice: credit, place: "models" },
  llm_bad_request: {
    advice:
      "The provider refused the request. Its own words are above; the failed step below shows what was sent.",
  },
  context_window_exceeded: {
    advice: "The conversation no longer fits the model. Shorten it, or choose a larger context window.",
  },
  run_interrupted: {
    title: "The server was stopped meanwhile",
    advice: "Nothing that was finished is lost. Send the message again.",
  },
};
