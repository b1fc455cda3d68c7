import type { Delta, LoopEvent } from "./events";
import { otidOf, previousId } from "./ids";
import { CallReader, type Increment } from "./loop-kinds/call-reader";
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
  /** Shows the only call of an agent that lives by heartbeats. */
  reader: CallReader | null;
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
    for (const increment of take(turn, part, answer, request.parallelToolCalls))
      yield { type: "delta", delta: publicDelta(turn, stepId, blocks, answer, increment) };
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
  reader: null,
});

/** Adds one part to the answer and says what of it is to be shown. */
function take(turn: Turn, part: ModelPart, answer: Answer, isParallel: boolean): Increment[] {
  switch (part.type) {
    case "text":
      appendText(answer.content, part.text);
      return [turn.kind.mustCall ? thoughtOf(part.text) : { kind: "text", text: part.text }];
    case "reasoning":
      appendReasoning(answer.content, part.text, part.signature);
      // Some providers sign a thought they do not tell: it is kept, but there is nothing to show.
      return part.text === ""
        ? []
        : [{ kind: "reasoning", text: part.text, signature: part.signature ?? null }];
    case "redacted_reasoning":
      answer.content.push({ type: "redacted_reasoning", data: part.data });
      return [{ kind: "hidden_reasoning", state: "redacted", data: part.data }];
    case "omitted_reasoning":
      answer.content.push({
        type: "omitted_reasoning",
        ...(part.signature && { signature: part.signature }),
      });
      return [{ kind: "hidden_reasoning", state: "omitted", data: null }];
    case "tool_call_start":
    case "tool_call_delta":
      return takeCall(turn, part, answer, isParallel);
    case "finish":
      answer.finish = part.reason;
      answer.usage = part.usage;
      answer.trace = part.trace ?? null;
      return answer.reader?.end() ?? [];
  }
}

type CallPart = Extract<ModelPart, { type: "tool_call_start" | "tool_call_delta" }>;

function takeCall(turn: Turn, part: CallPart, answer: Answer, isParallel: boolean): Increment[] {
  if (part.type === "tool_call_start") {
    if (!isParallel && answer.calls.length > 0) return [];
    answer.calls.push({ id: part.id, type: "function", function: { name: part.name, arguments: "" } });
    if (!turn.kind.mustCall) return [{ kind: "tool_call", tool_call_id: part.id, name: part.name }];
    answer.reader = new CallReader(part, { isSpoken: isSpoken(turn, part.name) });
    return [];
  }
  const call = answer.calls.find(({ id }) => id === part.id);
  if (!call) return [];
  call.function.arguments += part.arguments;
  return (
    answer.reader?.read(part.arguments) ?? [
      { kind: "tool_call", tool_call_id: part.id, arguments: part.arguments },
    ]
  );
}

/** What such a call says is shown as said, unless somebody has to allow it first. */
const isSpoken = (turn: Turn, name: string) =>
  turn.foldsSendMessage && name === "send_message" && !needsApproval(turn, name);

const thoughtOf = (text: string): Increment => ({ kind: "reasoning", source: "non_reasoner_model", text });

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

/** The model's own reasoning and the thoughts it writes down are stored, and numbered, apart. */
const blockOf = (increment: Increment) =>
  increment.kind === "reasoning" ? (increment.source ?? increment.kind) : increment.kind;

function publicDelta(
  turn: Turn,
  stepId: string,
  blocks: BlockCounter,
  answer: Answer,
  increment: Increment,
): Delta {
  const shared = { step_id: stepId, date: turn.clock.now().toISOString() };
  if (increment.kind !== "tool_call")
    return { ...shared, message_id: answer.messageId, otid: blocks.otid(blockOf(increment)), ...increment };
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
