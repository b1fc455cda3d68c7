import type { LettaMessageUnion, ToolCallDelta } from "@/lib/contract/messages/schemas";
import type { MnemeRunStreamItem } from "@/lib/contract/mneme/streams";
import { type StepStory, type StoryPart, type ToolPart, textOf } from "./story-parts";

/** What happened in a run, in its order. Built from its stream, live or kept, or from the messages it left. */
export interface RunStory {
  /** What it was asked. */
  input: { id: string; text: string }[];
  steps: StepStory[];
  error: { type: string; message: string; detail: string | null } | null;
  isOver: boolean;
  /** Number of the last item that was read. */
  lastSeq: number;
}

export const emptyStory: RunStory = { input: [], steps: [], error: null, isOver: false, lastSeq: 0 };

export type StoryItem = MnemeRunStreamItem | LettaMessageUnion;

/** Pure. `atMs` is when the item came; null for what is read afterwards. */
export function tell(story: RunStory, item: StoryItem, atMs: number | null): RunStory {
  const lastSeq = Math.max(story.lastSeq, ("seq_id" in item && item.seq_id) || 0);
  return told(story.lastSeq === lastSeq ? story : { ...story, lastSeq }, item, atMs);
}

function told(story: RunStory, item: StoryItem, atMs: number | null): RunStory {
  switch (item.message_type) {
    case "mneme_event":
      return toldEvent(story, item, atMs);
    case "user_message":
    case "system_message":
      return withInput(story, item.id, textOf(item.content));
    case "approval_response_message":
      return withInput(story, item.id, decisionWords(item.approvals ?? []));
    case "reasoning_message":
      return grow(story, item, { kind: "reasoning", text: item.reasoning });
    case "assistant_message":
      return grow(story, item, { kind: "text", text: textOf(item.content) });
    case "hidden_reasoning_message":
      return grow(story, item, { kind: "reasoning", text: "The model keeps this thought to itself." });
    case "tool_call_message":
    case "approval_request_message": {
      const calls = Array.isArray(item.tool_calls) ? item.tool_calls : [item.tool_call];
      return calls.reduce((next, call) => withCall(next, item, call), story);
    }
    case "tool_return_message": {
      const returns = item.tool_returns?.length ? item.tool_returns : [item];
      return returns.reduce(
        (next, each) =>
          changeTool(next, item.step_id, each.tool_call_id, (tool) => ({
            ...tool,
            result: {
              status: each.status ?? "success",
              text: textOf(("tool_return" in each && each.tool_return) || ""),
            },
          })),
        story,
      );
    }
    case "error_message":
      return {
        ...story,
        error: { type: item.error_type, message: item.message, detail: item.detail ?? null },
      };
    case "stop_reason":
      return { ...story, isOver: true };
    default:
      return story;
  }
}

type OwnEvent = Extract<MnemeRunStreamItem, { message_type: "mneme_event" }>;

function toldEvent(story: RunStory, event: OwnEvent, atMs: number | null): RunStory {
  switch (event.event) {
    case "accepted":
      return event.input.reduce((next, message) => told(next, message, null), story);
    case "step_started":
      return changeStep(story, event.step_id, (step) => ({ ...step, startedAtMs: step.startedAtMs ?? atMs }));
    case "step_finished":
      return changeStep(story, event.step_id, (step) => ({ ...step, status: event.status }));
    case "step_discarded":
      return story;
    case "tool_started":
      return changeTool(story, event.step_id, event.tool_call_id, (tool) => ({
        ...tool,
        name: event.name,
        startedAtMs: atMs,
        isStarted: true,
      }));
    case "tool_returned":
      return changeTool(story, event.step_id, event.tool_call_id, (tool) => ({
        ...tool,
        name: event.name,
        isStarted: true,
        durationMs: event.duration_ms,
        result: tool.result ?? { status: event.status, text: event.tool_return },
      }));
  }
}

type Placed = { id: string; otid: string | null; step_id: string | null };

function grow(
  story: RunStory,
  { id, otid, step_id }: Placed,
  { kind, text }: Pick<StoryPart & { text: string }, "kind" | "text">,
) {
  const key = `${kind}:${otid ?? id}`;
  return changeStep(story, step_id, (step) => {
    const known = step.parts.some((part) => part.key === key);
    const parts = known
      ? step.parts.map((part) =>
          part.key === key && "text" in part ? { ...part, text: part.text + text } : part,
        )
      : [...step.parts, { kind, key, messageId: id, text } as StoryPart];
    return { ...step, parts };
  });
}

function withCall(
  story: RunStory,
  { id, step_id, message_type }: Placed & { message_type: string },
  call: ToolCallDelta,
): RunStory {
  return changeTool(story, step_id, call.tool_call_id, (tool) => ({
    ...tool,
    messageId: id,
    name: tool.name || call.name || "",
    arguments: tool.arguments + (call.arguments ?? ""),
    needsApproval: tool.needsApproval || message_type === "approval_request_message",
  }));
}

/** Increments of a call may come without its id: they belong to the last one. */
function changeTool(
  story: RunStory,
  stepId: string | null,
  callId: string | null,
  change: (tool: ToolPart) => ToolPart,
) {
  return changeStep(story, stepId, (step) => {
    const last = step.parts.findLast((part) => part.kind === "tool");
    const id = callId ?? (last?.kind === "tool" ? last.callId : "");
    if (step.parts.some((part) => part.kind === "tool" && part.callId === id))
      return {
        ...step,
        parts: step.parts.map((part) => (part.kind === "tool" && part.callId === id ? change(part) : part)),
      };
    return { ...step, parts: [...step.parts, change(newTool(id))] };
  });
}

const newTool = (callId: string): ToolPart => ({
  kind: "tool",
  key: `tool:${callId}`,
  messageId: null,
  callId,
  name: "",
  arguments: "",
  needsApproval: false,
  isStarted: false,
  startedAtMs: null,
  durationMs: null,
  result: null,
});

/** Messages without a step are told by the one before them. */
function changeStep(
  story: RunStory,
  stepId: string | null,
  change: (step: StepStory) => StepStory,
): RunStory {
  const id = stepId ?? story.steps.at(-1)?.id;
  if (!id) return story;
  if (!story.steps.some((step) => step.id === id))
    return {
      ...story,
      steps: [...story.steps, change({ id, status: "running", startedAtMs: null, parts: [] })],
    };
  return { ...story, steps: story.steps.map((step) => (step.id === id ? change(step) : step)) };
}

function withInput(story: RunStory, id: string, text: string): RunStory {
  if (!text || story.input.some((each) => each.id === id)) return story;
  return { ...story, input: [...story.input, { id, text }] };
}

const decisionWords = (approvals: { type?: string; approve?: boolean }[]) =>
  approvals
    .map((each) => (each.type === "approval" ? (each.approve ? "Approved" : "Denied") : "Result given"))
    .join(", ");
