import type { RunUsage } from "@/lib/runtime/events";
import type { Context } from "../context";
import { type StreamItem, streamRun } from "../runs/stream-run";
import type { ChatRequest } from "./chat-request";
import { type ChatTurn, chatUsage, finishReason, MESSAGE_BREAK, startChatTurn } from "./chat-turn";

/** The same as chunks, word by word. The turn goes on if the reader leaves. */
export async function streamChat(
  ctx: Context,
  body: ChatRequest,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  const includeUsage = body.stream_options?.include_usage ?? false;
  return chunks(ctx, await startChatTurn(ctx, body), { includeUsage, signal });
}

type Call = { name?: string; arguments?: string; tool_call_id: string };
type Event = {
  message_type: string;
  id?: string;
  content?: string;
  /** One increment, or in a whole message all of them. */
  tool_calls?: Call | Call[];
  stop_reason?: string;
  message?: string;
};

async function* chunks(
  ctx: Context,
  turn: ChatTurn,
  { includeUsage, signal }: { includeUsage: boolean; signal: AbortSignal },
): AsyncGenerator<StreamItem> {
  const chunk = (choices: object[], more: object = {}) => ({
    data: { ...turn.head, object: "chat.completion.chunk", choices, ...more },
  });
  const choice = (delta: object, finish_reason: string | null = null) => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason,
  });
  const deltas = new ChatDeltas(turn.tools);
  let stop = "end_turn";
  for await (const item of itemsOf(ctx, turn, signal)) {
    if ("done" in item) break;
    const event = item.data as Event;
    if (item.event === "error") {
      yield { data: { error: { message: event.message, type: "server_error", param: null, code: null } } };
      return yield { done: true };
    }
    for (const delta of deltas.of(event)) yield chunk([choice(delta)]);
    if (event.message_type === "stop_reason") stop = event.stop_reason ?? stop;
    if (event.message_type !== "usage_statistics") continue;
    yield chunk([choice({}, finishReason(stop, deltas.callCount))]);
    if (includeUsage) yield chunk([], { usage: chatUsage(item.data as RunUsage) });
  }
  yield { done: true };
}

const itemsOf = (ctx: Context, { runId }: ChatTurn, signal: AbortSignal) =>
  streamRun(ctx, {
    runId,
    streamTokens: true,
    types: ["assistant_message", "approval_request_message"],
    isNumbered: false,
    startingAfter: 0,
    includePings: false,
    signal,
  });

/** Turns what an agent says, and the calls of the caller's tools, into OpenAI's increments. */
class ChatDeltas {
  private lastId: string | undefined;
  private isFirst = true;
  /** Calls in their order; the caller joins the increments of one by its place. */
  private readonly calls: string[] = [];

  constructor(private readonly tools: Set<string>) {}

  get callCount(): number {
    return this.calls.length;
  }

  of(event: Event): object[] {
    if (event.message_type === "assistant_message") return [this.withRole(this.said(event))];
    if (event.message_type !== "approval_request_message") return [];
    return [event.tool_calls ?? []].flat().flatMap((call) => this.called(call));
  }

  private said({ id, content }: Event) {
    const isNext = this.lastId !== undefined && this.lastId !== id;
    this.lastId = id;
    return { content: (isNext ? MESSAGE_BREAK : "") + content };
  }

  private called({ name, arguments: args = "", tool_call_id: id }: Call): object[] {
    const known = this.calls.indexOf(id);
    if (known >= 0) return [{ tool_calls: [{ index: known, function: { arguments: args } }] }];
    if (!name || !this.tools.has(name)) return [];
    const index = this.calls.push(id) - 1;
    const call = { index, id, type: "function", function: { name, arguments: args } };
    return [this.withRole({ tool_calls: [call] })];
  }

  private withRole(delta: object): object {
    const { isFirst } = this;
    this.isFirst = false;
    return isFirst ? { role: "assistant", ...delta } : delta;
  }
}
