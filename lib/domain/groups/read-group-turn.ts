import type { LettaResponse } from "@/lib/contract/messages/responses";
import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { Context } from "../context";
import { collectResponse } from "../runs/collect-response";
import { type StreamItem, type StreamOptions, streamRun } from "../runs/stream-run";

type Usage = LettaResponse["usage"];
type Chunk = Record<string, unknown> & { message_type: string };
type Speaking = { id: string; agent_id: string; agent: { name: string } };

/**
 * Waits for the end of a group's turn and gives what its speakers said as one answer; `run_ids` are their runs.
 * @throws AppError when one of them ends in an error, which ends the turn
 */
export async function collectGroupTurn(ctx: Context, runId: string): Promise<LettaResponse> {
  const parts: LettaResponse[] = [];
  const ids: string[] = [];
  for (let run = await speaking(ctx, { id: runId }); run; run = await speaking(ctx, after(run))) {
    const { messages, ...rest } = await collectResponse(ctx, run.id);
    parts.push({ ...rest, messages: messages.map((message) => signed(message, run)) });
    ids.push(run.id);
  }
  const last = parts[parts.length - 1];
  const usage = parts.map((part) => part.usage).reduce(sum);
  return { ...last, messages: parts.flatMap(({ messages }) => messages), usage: { ...usage, run_ids: ids } };
}

/** A group's turn as it happens: the streams of its runs one behind the other, with one end. */
export async function* streamGroupTurn(
  ctx: Context,
  { runId, ...options }: Omit<StreamOptions, "isNumbered" | "startingAfter">,
): AsyncGenerator<StreamItem> {
  let usage: Usage | null = null;
  const ids: string[] = [];
  let run = await speaking(ctx, { id: runId });
  while (run) {
    ids.push(run.id);
    const end: StreamItem[] = [];
    let own: Usage | null = null;
    for await (const item of streamRun(ctx, {
      ...options,
      runId: run.id,
      isNumbered: false,
      startingAfter: 0,
    })) {
      const chunk = "data" in item ? (item.data as Chunk) : null;
      if (chunk?.message_type === "usage_statistics") own = chunk as unknown as Usage;
      else if (!chunk || chunk.message_type === "stop_reason" || "event" in item) end.push(item);
      else yield { ...item, data: signed(chunk, run) };
    }
    if (own) usage = usage ? sum(usage, own) : own;
    const next: Speaking | null = options.signal.aborted ? null : await speaking(ctx, after(run));
    if (!next) yield* ending(end, usage && { ...usage, run_ids: ids });
    run = next;
  }
}

/** Stop reason, then usage or the error, then the mark that all is said. */
function* ending(end: StreamItem[], usage: Usage | null): Generator<StreamItem> {
  const hasFailed = end.some((item) => "event" in item);
  for (const item of end) {
    if ("done" in item && usage && !hasFailed) yield { data: usage };
    yield item;
  }
}

const after = (run: Speaking) => ({
  parent_run_id: run.id,
  metadata: { path: ["run_type"], equals: "group_send_message" },
});

/** The end of a run is stored together with the run that follows, so whoever has read the end finds it. */
const speaking = (ctx: Context, where: { id: string } | ReturnType<typeof after>): Promise<Speaking | null> =>
  ctx.db.run.findFirst({
    where: { ...where, organization_id: ctx.actor.organizationId },
    select: { id: true, agent_id: true, agent: { select: { name: true } } },
  });

/** Says who speaks, which in an ordinary answer goes without saying. */
function signed<T extends LettaMessageUnion | Chunk>(message: T, { agent_id, agent }: Speaking): T {
  const { message_type, sender_id, name } = message as Chunk & { sender_id?: unknown; name?: unknown };
  const isSaid = message_type !== "ping" && message_type !== "stop_reason";
  return isSaid ? { ...message, sender_id: sender_id ?? agent_id, name: name ?? agent.name } : message;
}

function sum(a: Usage, b: Usage): Usage {
  const plus = (x: number | null | undefined, y: number | null | undefined) =>
    x == null && y == null ? null : (x ?? 0) + (y ?? 0);
  return {
    ...b,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
    step_count: a.step_count + b.step_count,
    cached_input_tokens: plus(a.cached_input_tokens, b.cached_input_tokens),
    cache_write_tokens: plus(a.cache_write_tokens, b.cache_write_tokens),
    reasoning_tokens: plus(a.reasoning_tokens, b.reasoning_tokens),
  };
}
