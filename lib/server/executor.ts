import { randomUUID } from "node:crypto";
import type { Context, RunExecutor } from "@/lib/domain/context";
import { executeRun } from "@/lib/domain/runs/execute-run";
import { LEASE_MS, LEASE_RENEWAL_MS, SHUTDOWN } from "@/lib/domain/runs/lease";

type StartedRun = Parameters<RunExecutor["start"]>[0];

interface Held {
  run: StartedRun;
  abort: AbortController;
  done: Promise<void>;
}

/** Runs turns in this process, one after the other for each conversation, and keeps their leases alive. */
export class InProcessExecutor implements RunExecutor {
  readonly ownerId = `process-${randomUUID()}`;
  private readonly held = new Map<string, Held>();
  /** End of the last turn in line, for each conversation. */
  private readonly tails = new Map<string, Promise<void>>();
  private readonly renewal: NodeJS.Timeout;
  private isClosing = false;

  constructor(private readonly contextOf: (run: StartedRun) => Promise<Context>) {
    this.renewal = setInterval(() => void this.renew(), LEASE_RENEWAL_MS).unref();
  }

  start(run: StartedRun): void {
    const line = `${run.agentId}/${run.conversationId ?? "default"}`;
    const abort = new AbortController();
    const before = this.tails.get(line) ?? Promise.resolve();
    const done = before.then(() => this.execute(run, abort.signal));
    this.tails.set(line, done);
    this.held.set(run.id, { run, abort, done });
    void done.finally(() => {
      this.held.delete(run.id);
      if (this.tails.get(line) === done) this.tails.delete(line);
    });
  }

  async cancel(runId: string): Promise<boolean> {
    const held = this.held.get(runId);
    if (!held) return false;
    held.abort.abort();
    await held.done;
    return true;
  }

  /** True while any turn is under way in this process. */
  get isBusy(): boolean {
    return this.held.size > 0;
  }

  holds(runId: string): boolean {
    return this.held.has(runId);
  }

  /**
   * Waits for the running turns, then leaves what is not over to the next start or another process, with the steps that
   * are finished.
   */
  async close(graceMs: number): Promise<void> {
    this.isClosing = true;
    clearInterval(this.renewal);
    const all = Promise.allSettled([...this.held.values()].map(({ done }) => done));
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    const left = [...this.held.values()];
    for (const { abort } of left) abort.abort(SHUTDOWN);
    await all;
    if (left.length > 0) await this.release(left[0].run);
  }

  /** Runs without an owner need not wait until a lease expires, and were not ended by a crash. */
  private async release(anyRun: StartedRun): Promise<void> {
    const ctx = await this.contextOf(anyRun);
    await ctx.db.run.updateMany({
      where: { lease_owner: this.ownerId, status: { in: ["created", "running"] } },
      data: { lease_owner: null, lease_expires_at: null },
    });
  }

  private async execute(run: StartedRun, signal: AbortSignal): Promise<void> {
    const ctx = await this.contextOf(run);
    // A run that has not begun when the server stops is left to the next start.
    if (this.isClosing && !signal.aborted) return;
    await executeRun(ctx, run.id, signal).catch((error) =>
      ctx.log.error({ run_id: run.id, error }, "run could not be ended"),
    );
  }

  /** Prolongs the leases, and notices runs that another process has cancelled or taken. */
  private async renew(): Promise<void> {
    const first = this.held.values().next().value;
    if (!first) return;
    const ctx = await this.contextOf(first.run);
    try {
      const mine = { id: { in: [...this.held.keys()] }, lease_owner: this.ownerId };
      await ctx.db.run.updateMany({
        where: mine,
        data: { lease_expires_at: new Date(ctx.clock.now().getTime() + LEASE_MS) },
      });
      const going = await ctx.db.run.findMany({
        where: { ...mine, status: { in: ["created", "running"] } },
        select: { id: true },
      });
      const known = new Set(going.map(({ id }) => id));
      for (const id of mine.id.in) if (!known.has(id)) this.held.get(id)?.abort.abort();
    } catch (error) {
      ctx.log.warn({ error }, "could not renew the leases of the running turns");
    }
  }
}
