import { LettaStreamingRequest } from "@/lib/contract/messages/requests";
import type { Actor, Context } from "@/lib/domain/context";
import { openRunStream, type ResumeRequest } from "@/lib/domain/runs/open-run-stream";
import { streamMessage } from "@/lib/domain/runs/send-message";
import type { StreamItem } from "@/lib/domain/runs/stream-run";
import type { RunLog } from "@/lib/runtime/ports";
import { InProcessExecutor } from "@/lib/server/executor";
import { collect } from "@/lib/shared/collect";
import { aContext, type Household, householdOf, type WorldOptions } from "./harness";

export interface TurnWorld extends Household {
  executor: InProcessExecutor;
}

export interface TurnWorldOptions extends WorldOptions {
  runLog?: RunLog;
  /** Of an organisation that exists already. */
  actor?: Actor;
}

/** An organisation whose agents really think: its turns are executed as the server executes them. */
export async function aTurnWorld({ runLog, actor, ...options }: TurnWorldOptions = {}): Promise<TurnWorld> {
  const base = await aContext(options);
  const executor: InProcessExecutor = new InProcessExecutor(async ({ agentId, organizationId }) => ({
    ...ctx,
    actor: { type: "agent", id: agentId, userId: ctx.actor.userId, organizationId },
  }));
  const ctx: Context = { ...base, executor, ...(runLog && { runLog }), ...(actor && { actor }) };
  return { ...householdOf(ctx), executor };
}

type Request = Partial<LettaStreamingRequest> & { input?: string };
type Chunk = Record<string, unknown> & { message_type: string; seq_id?: number | null };

/** A streaming request as its client reads it: one entry a frame. */
export async function stream(
  ctx: Context,
  agentId: string,
  body: Request,
  signal = new AbortController().signal,
): Promise<StreamItem[]> {
  return collect(await openStream(ctx, agentId, body, signal));
}

export const openStream = (
  ctx: Context,
  agentId: string,
  body: Request,
  signal = new AbortController().signal,
) => streamMessage(ctx, { agentId }, LettaStreamingRequest.parse({ streaming: true, ...body }), signal);

export const resumed = async (ctx: Context, runId: string, request: ResumeRequest = {}) =>
  collect(await openRunStream(ctx, runId, request, new AbortController().signal));

/** What the frames carry, without pings and the end mark. */
export const chunksOf = (items: StreamItem[]): Chunk[] =>
  items.flatMap((item) =>
    "data" in item && (item.data as Chunk).message_type !== "ping" ? [item.data as Chunk] : [],
  );

/** The frames as a list of names: the message types, `error`, `[DONE]`; repeated ones once. */
export function outline(items: StreamItem[]): string[] {
  const names = items.map((item) =>
    "done" in item ? "[DONE]" : (item.event ?? (item.data as Chunk).message_type),
  );
  return names.filter((name, index) => name !== names[index - 1]);
}
