import { agentNotFound } from "../agents/agent-row";
import type { Context } from "../context";
import type { StreamItem } from "../runs/stream-run";
import { withPings } from "../runs/with-pings";
import { type AgentSnapshot, agentSnapshot } from "./agent-snapshot";
import { snapshotChanges, stateOf } from "./snapshot-changes";

/** Changes by another process are seen this late at most; those of this one at once. */
const POLL_MS = 2_000;
/** A step changes several rows in a row: one look is enough for them. */
const SETTLE_MS = 25;

/**
 * How an agent stands now, and from then on what becomes different, until the reader leaves or the agent is gone.
 * Looks are compared rather than events read, so nothing is missed however changes interleave.
 * @throws AppError `not_found`
 */
export async function followAgent(
  ctx: Context,
  agentId: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamItem>> {
  const position = ctx.activity.position(ctx.actor.organizationId);
  const first = await agentSnapshot(ctx, agentId);
  if (!first) throw agentNotFound();
  return withPings(changes(ctx, agentId, { first, position, signal }), {
    everyMs: ctx.settings.pingIntervalMs,
    ping: () => ({ data: { message_type: "ping" } }),
  });
}

async function* changes(
  ctx: Context,
  agentId: string,
  { first, position, signal }: { first: AgentSnapshot; position: number; signal: AbortSignal },
): AsyncGenerator<StreamItem> {
  const { organizationId } = ctx.actor;
  let seen = first;
  let looked = position;
  yield { data: stateOf(seen) };
  while (!signal.aborted) {
    await ctx.activity.wait(organizationId, { position: looked, timeoutMs: POLL_MS, signal });
    if (signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    looked = ctx.activity.position(organizationId);
    const now = await agentSnapshot(ctx, agentId, seen);
    if (!now) {
      yield { data: { message_type: "activity", event: "agent_deleted" } };
      yield { done: true };
      return;
    }
    for (const data of snapshotChanges(seen, now)) yield { data };
    seen = now;
  }
}
