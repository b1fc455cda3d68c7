import type { RunEvent } from "@/lib/runtime/events";
import { returnText } from "@/lib/runtime/returns";
import { chunkOf } from "../runs/stream-view";

/** One item of the stream, before it is numbered. */
export type RunItem = Record<string, unknown> & { message_type: string };

export interface FollowedRun {
  id: string;
  agentId: string;
  /** Public messages that it was started with. */
  input: unknown[];
}

/** What one event of the log shows to somebody who follows a run: the tokens, and what happens around them. */
export function itemsOf(event: RunEvent, run: FollowedRun): RunItem[] {
  const own = (name: string, fields: Record<string, unknown>): RunItem => ({
    message_type: "mneme_event",
    event: name,
    run_id: run.id,
    ...fields,
  });
  switch (event.type) {
    case "accepted":
      return [own("accepted", { agent_id: run.agentId, input: run.input })];
    case "step_started":
      return [own("step_started", { step_id: event.step_id })];
    case "step_finished":
      return [own("step_finished", { step_id: event.step_id, status: event.status, usage: event.usage })];
    case "step_discarded":
      return [own("step_discarded", { step_id: event.step_id })];
    case "tools_started":
      return event.tool_calls.map(({ id, name }) =>
        own("tool_started", { step_id: event.step_id, tool_call_id: id, name }),
      );
    case "tool_returned": {
      const { step_id, tool_call_id, name, status, duration_ms } = event;
      const tool_return = returnText(event.return);
      return [own("tool_returned", { step_id, tool_call_id, name, status, duration_ms, tool_return })];
    }
    case "stopped": {
      const { stop_reason, usage, error } = event;
      return [
        { message_type: "stop_reason", stop_reason, run_id: run.id },
        ...(error ? [errorItem(error, run.id)] : []),
        { message_type: "usage_statistics", ...usage, run_ids: null, run_id: run.id },
      ];
    }
    case "delta":
    case "compaction":
    case "message": {
      const chunk = chunkOf(event, { runId: run.id, streamTokens: true, types: null });
      return chunk ? [chunk] : [];
    }
  }
}

/** Unlike the reference's streams, this one names the run's own class of error, so that advice can be given. */
const errorItem = (error: Extract<RunEvent, { type: "stopped" }>["error"] & {}, run_id: string): RunItem => ({
  message_type: "error_message",
  run_id,
  error_type: error.error_type,
  message: error.message,
  detail: error.detail,
});
