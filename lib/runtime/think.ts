import type { Delta, LoopEvent } from "./events";
import { otidOf, previousId } from "./ids";
import type { ContentPart, ToolCall } from "./messages";
import type { FinishReason, ModelPart, ModelRequest, ModelTrace, ModelUsage } from "./ports";
import { nanoseconds, needsApproval, type Turn } from "./turn";

/** What one model call produced, whole or up to where it was stopped. */
export interface Answer {
  messageId: string;
  content: ContentPart[];
  calls: ToolCall[];
  /** Null when the call did not reach its end. */
  finish: FinishReason | null;
  usage: ModelUsage | null;
  trace: ModelTrace | null;
  requestStartNs: number;
  requestNs: number | null;
  ttftNs: number | null;
}

/** Streams one model call, yielding its increments and filling `answer` as they come. Throws what the model throws. */
export async function* think(
  turn: Turn,
  stepId: string,
  request: ModelRequest,
  answer: Answer,
): AsyncGenerator<LoopEvent> {
  if (turn.signal.aborted) return;
  const blocks = new BlockCounter(answer.messageId);
  for await (const part of turn.model.stream(request)) {
    answer.ttftNs ??= nanoseconds(turn) - answer.requestStartNs;
    const delta = take(part, answer, request.parallelToolCalls);
    if (delta) yield { type: "delta", delta: publicDelta(turn, stepId, blocks, answer, delta) };
    if (turn.signal.aborted) break;
  }
  answer.requestNs = nanoseconds(turn) - answer.requestStartNs;
}

export const newAnswer = (turn: Turn): Answer => ({
  messageId: turn.ids.next("message"),
  content: [],
  calls: [],
  finish: null,
  usage: null,
  trace: null,
  requestStartNs: nanoseconds(turn),
  requestNs: null,
  ttftNs: null,
});

type Increment =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string; signature?: string | null }
  | { kind: "hidden_reasoning"; state: "redacted" | "omitted"; data: string | null }
  | { kind: "tool_call"; tool_call_id: string; name?: string; arguments?: string };

/** Adds one part to the answer and says what of it is to be shown. */
function take(part: ModelPart, answer: Answer, isParallel: boolean): Increment | null {
  switch (part.type) {
    case "text":
      appendText(answer.content, part.text);
      return { kind: "text", text: part.text };
    case "reasoning":
      appendReasoning(answer.content, part.text, part.signature);
      // Some providers sign a thought they do not tell: it is kept, but there is nothing to show.
      return part.text === ""
        ? null
        : { kind: "reasoning", text: part.text, signature: part.signature ?? null };
    case "redacted_reasoning":
      answer.content.push({ type: "redacted_reasoning", data: part.data });
      return { kind: "hidden_reasoning", state: "redacted", data: part.data };
    case "omitted_reasoning":
      answer.content.push({
        type: "omitted_reasoning",
        ...(part.signature && { signature: part.signature }),
      });
      return { kind: "hidden_reasoning", state: "omitted", data: null };
    case "tool_call_start":
      if (!isParallel && answer.calls.length > 0) return null;
      answer.calls.push({ id: part.id, type: "function", function: { name: part.name, arguments: "" } });
      return { kind: "tool_call", tool_call_id: part.id, name: part.name };
    case "tool_call_delta": {
      const call = answer.calls.find(({ id }) => id === part.id);
      if (!call) return null;
      call.function.arguments += part.arguments;
      return { kind: "tool_call", tool_call_id: part.id, arguments: part.arguments };
    }
    case "finish":
      answer.finish = part.reason;
      answer.usage = part.usage;
      answer.trace = part.trace ?? null;
      return null;
  }
}

function appendText(content: ContentPart[], text: string) {
  const last = content.at(-1);
  if (last?.type === "text") last.text += text;
  else content.push({ type: "text", text });
}

function appendReasoning(content: ContentPart[], text: string, signature?: string | null) {
  const last = content.at(-1);
  // A signature closes the thought it signs; what follows is another one.
  const isClosed = last?.type === "reasoning" && last.signature && text !== "";
  if (last?.type === "reasoning" && !isClosed) {
    last.reasoning += text;
    last.signature ??= signature ?? null;
  } else content.push({ type: "reasoning", is_native: true, reasoning: text, signature: signature ?? null });
}

/** Counts the blocks of one answer: the index, and with it the otid, changes with the kind of increment. */
class BlockCounter {
  private index = -1;
  private kind: string | null = null;
  constructor(private readonly messageId: string) {}

  otid(kind: string): string {
    if (kind !== this.kind) {
      this.kind = kind;
      this.index += 1;
    }
    return otidOf(this.messageId, this.index);
  }
}

function publicDelta(
  turn: Turn,
  stepId: string,
  blocks: BlockCounter,
  answer: Answer,
  increment: Increment,
): Delta {
  const shared = { step_id: stepId, date: turn.clock.now().toISOString() };
  if (increment.kind !== "tool_call")
    return { ...shared, message_id: answer.messageId, otid: blocks.otid(increment.kind), ...increment };
  const call = answer.calls.find(({ id }) => id === increment.tool_call_id);
  const approval = needsApproval(turn, call?.function.name ?? "");
  if (!approval)
    return {
      ...shared,
      message_id: answer.messageId,
      otid: blocks.otid("tool_call"),
      ...increment,
      approval,
    };
  const message_id = previousId(answer.messageId);
  return { ...shared, message_id, otid: message_id, ...increment, approval };
}
