import type { Draft } from "./draft-message";
import { mergePage } from "./transcript-history";
import {
  type BlockChange,
  emptyTranscript,
  type Message,
  type StreamEvent,
  type ToolItem,
  type Transcript,
} from "./transcript-items";
import { applyMessage } from "./transcript-messages";
import { endRun, type RunEnd } from "./transcript-outcomes";
import { replaceAt } from "./transcript-parts";
import { applyRunEvent } from "./transcript-run-events";

export type TranscriptEvent =
  /** The user pressed send; the server has not answered yet. */
  | { type: "sent"; draft: Draft }
  | { type: "refused"; otid: string; reason: string }
  | { type: "streamed"; event: StreamEvent; atMs: number }
  /** A page of stored history, oldest first. `older` lies before all that is known. */
  | { type: "listed"; messages: Message[]; place: "newest" | "older" }
  | { type: "ended"; end: RunEnd; atMs: number }
  | { type: "memory_changed"; callId: string; changes: BlockChange[] }
  | { type: "memory_undone"; stepId: string }
  | { type: "decided"; decisions: Decision[] }
  /** An item and all that follows it is taken back; `messageIds` are those that the server took out of its window. */
  | { type: "cut"; key: string; messageIds: string[] };

export type Decision = {
  callId: string;
  isApproved: boolean;
  reason?: string;
  /** Runs the tool with these in place of the agent's. */
  arguments?: Record<string, unknown>;
};

/** The one fold behind the conversation: live tokens, a reload and a reconnection all come through here. */
export function reduce(transcript: Transcript, event: TranscriptEvent): Transcript {
  switch (event.type) {
    case "sent":
      return send(transcript, event.draft);
    case "refused":
      return updateLast(transcript, (item) => item.key === `user:${event.otid}`, { refusal: event.reason });
    case "streamed":
      return stream(transcript, event.event, event.atMs);
    case "listed":
      return list(transcript, event.messages, event.place);
    case "ended":
      return { ...transcript, items: endRun(transcript.items, event.end, event.atMs) };
    case "memory_changed":
      return updateLast(transcript, (item) => item.kind === "tool" && item.callId === event.callId, {
        changes: event.changes,
      });
    case "memory_undone":
      return { ...transcript, undoneSteps: new Set([...transcript.undoneSteps, event.stepId]) };
    case "decided":
      return event.decisions.reduce(decide, transcript);
    case "cut":
      return cut(transcript, event.key, event.messageIds);
  }
}

function send(transcript: Transcript, { otid, text, images, role, atMs }: Draft): Transcript {
  const key = `user:${otid}`;
  if (transcript.items.some((item) => item.key === key))
    return updateLast(transcript, (item) => item.key === key, { refusal: null });
  const item = {
    kind: "user",
    key,
    otid,
    text,
    images,
    role,
    messageId: null,
    runId: null,
    stepId: null,
    isStored: false,
    refusal: null,
    startedAtMs: atMs,
  } as const;
  return { ...transcript, items: [...transcript.items, item] };
}

function cut(transcript: Transcript, key: string, messageIds: string[]): Transcript {
  const index = transcript.items.findLastIndex((item) => item.key === key);
  return {
    ...transcript,
    items: index < 0 ? transcript.items : transcript.items.slice(0, index),
    cutIds: new Set([...transcript.cutIds, ...messageIds]),
  };
}

function stream(transcript: Transcript, event: StreamEvent, atMs: number): Transcript {
  const runId = ("run_id" in event && event.run_id) || transcript.runId;
  const seqId = event.message_type !== "ping" && "seq_id" in event ? event.seq_id : null;
  if (runId && seqId && seqId <= (transcript.cursors[runId] ?? 0)) return transcript;
  const next: Transcript = {
    ...transcript,
    runId,
    cursors: runId && seqId ? { ...transcript.cursors, [runId]: seqId } : transcript.cursors,
  };
  switch (event.message_type) {
    case "ping":
    case "usage_statistics":
      return next;
    case "mneme_event":
      return { ...next, items: applyRunEvent(next.items, event, atMs) };
    case "stop_reason":
      return {
        ...next,
        items: endRun(next.items, { runId, stopReason: event.stop_reason, error: null }, atMs),
      };
    case "error_message": {
      const error = { type: event.error_type, message: event.message, detail: event.detail ?? null };
      return { ...next, items: endRun(next.items, { runId, stopReason: null, error }, atMs) };
    }
    default:
      return { ...next, items: applyMessage(next.items, event, { isStored: false, atMs, runId }) };
  }
}

function list(transcript: Transcript, messages: Message[], place: "newest" | "older"): Transcript {
  const page = messages
    .filter(({ id }) => !transcript.cutIds.has(id))
    .reduce(
      (items, message) =>
        applyMessage(items, message, {
          isStored: true,
          atMs: Date.parse(message.date),
          runId: message.run_id,
        }),
      emptyTranscript.items,
    );
  const isFirst = transcript.oldestMessageId === null;
  return {
    ...transcript,
    items: mergePage(transcript.items, page, place),
    oldestMessageId:
      place === "older" || isFirst
        ? (messages[0]?.id ?? transcript.oldestMessageId)
        : transcript.oldestMessageId,
  };
}

/** Tool calls that wait for a person, once nothing else is going on. */
export function pendingApprovals(transcript: Transcript): ToolItem[] {
  return transcript.items.filter(
    (item): item is ToolItem =>
      item.kind === "tool" && item.needsApproval && !item.decision && !item.result && !item.isAbandoned,
  );
}

function decide(transcript: Transcript, { callId, isApproved, arguments: changed }: Decision): Transcript {
  return updateLast(transcript, (item) => item.kind === "tool" && item.callId === callId, {
    decision: isApproved ? "approved" : "denied",
    changedArguments: changed ? JSON.stringify(changed) : null,
  });
}

function updateLast(
  transcript: Transcript,
  matches: (item: Transcript["items"][number]) => boolean,
  change: object,
): Transcript {
  const index = transcript.items.findLastIndex(matches);
  if (index < 0) return transcript;
  return {
    ...transcript,
    items: replaceAt(transcript.items, index, { ...transcript.items[index], ...change }),
  };
}
