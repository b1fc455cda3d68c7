import type { LettaResponse } from "@/lib/contract/messages/responses";
import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { collectResponse } from "../runs/collect-response";
import { type StreamItem, type StreamOptions, streamRun } from "../runs/stream-run";

type Usage = LettaResponse["usage"];
type Chunk = Record<string, unknown> & { message_type: string };
interface Speaking {
  id: string;
  agent_id: string;
  parent_run_id: string | null;
  stop_reason: string | null;
  metadata: Prisma.JsonValue;
  agent: { name: string };
}

/**
 * Waits for the end of a group's turn and gives what its speakers said as one answer; `run_ids` are their runs.
 * @throws AppError when one of them ends in an error, which ends the turn
 */
export async function collectGroupTurn(ctx: Context, runId: string): Promise<LettaResponse> {
  const parts: LettaResponse[] = [];
  const ids: string[] = [];
  for (let run = await speaking(ctx, { id: runId }); run; run = await after(ctx, run)) {
    const { messages, ...rest } = await collectResponse(ctx, run.id);
    parts.push({ ...rest, messages: messages.map((message) => signed(message, run)) });
    ids.push(run.id);
  }
  const last = parts[parts.length - 1];
  const usage = parts.map((part) => part.usage).reduce(sum);
  return { ...last, messages: parts.flatMap(({ messages }) => messages), usage: { ...usage, run_ids: ids } };
}

/**
 * A group's turn as it happens: the streams of its runs one behind the other, with one end. It goes as far as the turn
 * does without anybody's approval. Numbers are counted over all of it.
 */
export async function* streamGroupTurn(
  ctx: Context,
  { runId, startingAfter, ...options }: StreamOptions,
): AsyncGenerator<StreamItem> {
  const seen = options.isNumbered ? { seq: 0, startingAfter } : null;
  let usage: Usage | null = null;
  const ids: string[] = [];
  let run = await speaking(ctx, { id: runId });
  while (run) {
    ids.push(run.id);
    const end: StreamItem[] = [];
    let own: Usage | null = null;
    for await (const item of streamRun(ctx, { ...options, runId: run.id, startingAfter: 0 })) {
      const chunk = "data" in item ? (item.data as Chunk) : null;
      if (chunk?.message_type === "usage_statistics") own = chunk as unknown as Usage;
      else if (!chunk || chunk.message_type === "stop_reason" || "event" in item) end.push(item);
      else yield* numbered(signed(chunk, run), seen);
    }
    if (own) usage = usage ? sum(usage, own) : own;
    const next: Speaking | null = options.signal.aborted ? null : await after(ctx, run);
    if (!next) yield* ending(end, usage && { ...usage, run_ids: ids }, seen);
    run = next;
  }
}

/** How far the reader of a turn is; null where nobody may come back. */
type Seen = { seq: number; startingAfter: number } | null;

function* numbered(chunk: Chunk, seen: Seen): Generator<StreamItem> {
  if (!seen) return yield { data: chunk };
  const isPing = chunk.message_type === "ping";
  if (!isPing) seen.seq += 1;
  const seq_id = seen.seq || null;
  if (isPing || seen.seq > seen.startingAfter) yield { data: { ...chunk, seq_id } };
}

/** Stop reason, then usage or the error, then the mark that all is said. */
function* ending(end: StreamItem[], usage: Usage | null, seen: Seen): Generator<StreamItem> {
  const hasFailed = end.some((item) => "event" in item);
  for (const item of end) {
    if ("done" in item && usage && !hasFailed) yield { data: usage };
    if (!seen || "done" in item) yield item;
    else if ("event" in item) yield { ...item, data: { ...(item.data as Chunk), seq_id: ++seen.seq } };
    // As in the stream of a run: it counts, and has no number to show.
    else if (++seen.seq > seen.startingAfter) yield item;
  }
}

/**
 * The end of a run is stored together with the run that follows, so whoever has read the end finds it. What follows an
 * answer to a request begins anew.
 */
async function after(ctx: Context, run: Speaking): Promise<Speaking | null> {
  const now = await speaking(ctx, { id: run.id });
  const { group_id } = (now?.metadata ?? {}) as { group_id?: string };
  if (!group_id || now?.stop_reason === "requires_approval") return null;
  return speaking(ctx, { parent_run_id: run.id, metadata: { path: ["group_id"], equals: group_id } });
}

/** The run in which what one reader is told began: the first of the turn, or the one that answered the last request. */
export async function firstOfTurn(ctx: Context, run: Speaking): Promise<string> {
  const { group_id } = (run.metadata ?? {}) as { group_id?: string };
  if (!run.parent_run_id) return run.id;
  const where = { id: run.parent_run_id, metadata: { path: ["group_id"], equals: group_id } };
  const parent = await speaking(ctx, where);
  return !parent || parent.stop_reason === "requires_approval" ? run.id : firstOfTurn(ctx, parent);
}

const speaking = (ctx: Context, where: Prisma.RunWhereInput) =>
  ctx.db.run.findFirst({
    where: { ...where, organization_id: ctx.actor.organizationId },
    select: {
      id: true,
      agent_id: true,
      parent_run_id: true,
      stop_reason: true,
      metadata: true,
      agent: { select: { name: true } },
    },
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
