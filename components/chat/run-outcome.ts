import type { OutcomeItem } from "./transcript-items";

export interface OutcomeWords {
  tone: "neutral" | "mark" | "danger";
  title: string;
  /** What the reader can do next. */
  advice: string | null;
  /** Where it can be done, when that is not here. */
  place: "models" | null;
}

type End = Pick<OutcomeItem, "stopReason" | "error">;

/** What is said when a run ended. Null for the ends that speak for themselves. */
export function describeOutcome({ stopReason, error }: End): OutcomeWords | null {
  const failed = (title: string, advice = adviceFor(error?.type)): OutcomeWords => ({
    tone: "danger",
    title,
    advice,
    place: isProvider(error?.type) ? "models" : null,
  });
  const paused = (title: string, advice: string): OutcomeWords => ({
    tone: "mark",
    title,
    advice,
    place: null,
  });
  if (error?.type === "pending_approval")
    return paused(
      "The agent waits for an answer to its question",
      "Approve or deny it, then send this again.",
    );
  switch (stopReason) {
    case "end_turn":
    case "tool_rule":
    case "requires_approval":
      return error ? failed("The run failed") : null;
    case "cancelled":
      return { tone: "neutral", title: "Stopped", advice: null, place: null };
    case "max_steps":
      return paused("Stopped at the step limit", "Send a message to let the agent go on.");
    case "max_tokens_exceeded":
      return paused(
        "The answer was cut off",
        "The model reached its output limit. Ask it to continue, or raise the limit.",
      );
    case "no_tool_call":
      return paused("The agent stopped without an answer", "Ask again, or try another model.");
    case "llm_api_error":
      return failed("The model could not answer");
    case "invalid_llm_response":
      return failed(
        "The model gave an unusable answer",
        "Try again. If it happens often, the model may be too small for tools.",
      );
    case "invalid_tool_call":
      return failed(
        "The model called a tool in a way that does not work",
        "Try again, or choose a stronger model.",
      );
    case "insufficient_credits":
      return failed(
        "The model provider refused for lack of credit",
        "Add credit with the provider, or choose another model.",
      );
    case "context_window_overflow_in_system_prompt":
      return failed(
        "Memory and instructions no longer fit the model",
        "Shorten a memory block or the system prompt, or choose a model with a larger context window.",
      );
    case "error":
      return failed("The run failed");
  }
}

const providerTroubles = new Set([
  "llm_authentication",
  "llm_insufficient_credits",
  "llm_overloaded",
  "llm_timeout",
]);
const isProvider = (type: string | undefined) => type !== undefined && providerTroubles.has(type);

function adviceFor(type: string | undefined): string {
  switch (type) {
    case "llm_timeout":
      return "The model took too long. Try again, or check that the model server is not overloaded.";
    case "llm_overloaded":
      return "The provider has too much to do. Wait a moment and try again.";
    case "llm_rate_limit":
      return "The provider asks for a pause. Wait a moment and send the message again.";
    case "llm_authentication":
      return "The provider did not accept the key. Check the key that the server was started with.";
    case "llm_insufficient_credits":
      return "Add credit with the provider, or choose another model.";
    case "llm_empty_response":
      return "The model said nothing. Try again, or choose another model.";
    case "llm_bad_request":
      return "The provider refused the request. Check the model's settings, or choose another model.";
    case "context_window_exceeded":
      return "The conversation is too long for the model. Choose one with a larger context window.";
    case "run_interrupted":
      return "The server was stopped meanwhile. Nothing that was finished is lost; send the message again.";
    case "refused":
      return "Nothing was sent to the model.";
    default:
      return "Send the message again, or choose another model in the configuration.";
  }
}
