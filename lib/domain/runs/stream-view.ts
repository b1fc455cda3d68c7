import type { Delta, RunError, RunErrorType, RunEvent } from "@/lib/runtime/events";

/** What one reader of a run wants to see of its events. */
export interface StreamView {
  runId: string;
  /** Increments as they come, or whole messages after each step. */
  streamTokens: boolean;
  /** Only messages of these types; all when null. */
  types: string[] | null;
}

type Chunk = Record<string, unknown> & { message_type: string };

/** The chunk that an event shows in this view; null for what the reader does not see. At most one chunk an event. */
export function chunkOf(event: RunEvent, view: StreamView): Chunk | null {
  if (event.type === "delta")
    return view.streamTokens ? wanted(deltaChunk(event.delta, view.runId), view) : null;
  // Only logged for readers who asked for them, whatever other types they want.
  if (event.type === "compaction") return event.message;
  if (event.type !== "message") return null;
  if (view.streamTokens && event.streamed) return null;
  if (event.message.message_type === "user_message") return null;
  return wanted(event.message, view);
}

const wanted = (chunk: Chunk, { types }: StreamView) =>
  types && !types.includes(chunk.message_type) ? null : chunk;

function deltaChunk(delta: Delta, run_id: string): Chunk {
  const base = {
    id: delta.message_id,
    date: `${delta.date.slice(0, 19)}+00:00`,
    name: null,
    otid: delta.otid,
    sender_id: null,
    step_id: delta.step_id,
    is_err: null,
    seq_id: null,
    run_id,
  };
  switch (delta.kind) {
    case "text":
      return { ...base, message_type: "assistant_message", content: delta.text };
    case "reasoning":
      return {
        ...base,
        message_type: "reasoning_message",
        source: delta.source ?? "reasoner_model",
        reasoning: delta.text,
        signature: delta.signature ?? null,
      };
    case "hidden_reasoning":
      return {
        ...base,
        message_type: "hidden_reasoning_message",
        state: delta.state,
        hidden_reasoning: delta.data,
      };
    case "tool_call": {
      // One object here, a list in whole messages; clients join the arguments by `tool_call_id`.
      const call = {
        ...(delta.name !== undefined && { name: delta.name }),
        ...(delta.arguments !== undefined && { arguments: delta.arguments }),
        tool_call_id: delta.tool_call_id,
      };
      const message_type = delta.approval ? "approval_request_message" : "tool_call_message";
      return { ...base, message_type, tool_call: call, tool_calls: call };
    }
  }
}

/** Streams know these classes of errors; all others are one of the two general ones. */
const streamTypes: Partial<Record<RunErrorType, string>> = {
  llm_timeout: "llm_timeout",
  llm_rate_limit: "llm_rate_limit",
  llm_authentication: "llm_authentication",
  llm_empty_response: "llm_empty_response",
  context_window_overflow_in_system_prompt: "context_window_overflow_in_system_prompt",
  run_interrupted: "stream_incomplete",
};

export function errorChunk(error: RunError, run_id: string, seq_id: number | null): Chunk {
  const general = error.error_type.startsWith("llm_") ? "llm_error" : "internal_error";
  return {
    message_type: "error_message",
    run_id,
    error_type: streamTypes[error.error_type] ?? general,
    message: error.message,
    detail: error.detail,
    // Absent rather than null: the contract knows it as a number only.
    ...(seq_id !== null && { seq_id }),
  };
}
