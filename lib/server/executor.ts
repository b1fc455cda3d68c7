import { randomUUID } from "node:crypto";
import type { AcceptedRun, Context, RunExecutor } from "@/lib/domain/context";
import { executeRun } from "@/lib/domain/runs/execute-run";
import { LEASE_MS, LEASE_RENEWAL_MS, SHUTDOWN } from "@/lib/domain/runs/lease";

interface Held {
  run: AcceptedRun;
  abort: AbortController;
  done: Promise<void>;
  end: () => void;
}

/** The turns of one conversation, the first of which is under way or waits for one of another process. */
interface Line {
  turns: Held[];
  current: Held | null;
  /** Looks again who is first. */
  stir: () => void;
}

const nameOfLine = ({ agentId, conversationId }: AcceptedRun) => `${agentId}/${conversationId ?? "default"}`;

/** Between two looks whether a turn of another process has ended. */
const TURN_POLL_MS = 200;
/** Whoever cancels a turn in another process waits as long at the most until its model is stopped. */
const CANCEL_POLL_MS = 1_000;

/** Runs turns in this process, one after the other for each conversation, and keeps their leases alive. */
export class InProcessExecutor implements RunExecutor {
  readonly ownerId = `process-${randomUUID()}`;
  private readonly held = new Map<string, Held>();
  /** By the conversation. */
  private readonly lines = new Map<string, Line>();
  private readonly renewal: NodeJS.Timeout;
  private readonly watch: NodeJS.Timeout;
  private isClosing = false;
  private latest: AcceptedRun | null = null;

  constructor(private readonly contextOf: (run: AcceptedRun) => Promise<Context>) {
    this.renewal = setInterval(() => void this.renew(), LEASE_RENEWAL_MS).unref();
    this.watch = setInterval(() => void this.stopCancelled(), CANCEL_POLL_MS).unref();
  }

  start(run: AcceptedRun): void {
    const { promise: done, resolve: end } = Promise.withResolvers<void>();
    const held = { run, abort: new AbortController(), done, end };
    this.held.set(run.id, held);
    this.latest = run;
    this.queueUp(held);
  }

  private queueUp(held: Held): void {
    const name = nameOfLine(held.run);
    const line = this.lines.get(name);
    if (!line) return void this.move(name, { turns: [held], current: null, stir() {} });
    line.turns.push(held);
    line.stir();
  }

  async cancel(runId: string): Promise<boolean> {
    const held = this.held.get(runId);
    if (!held) return false;
    held.abort.abort();
    const line = this.lines.get(nameOfLine(held.run));
    if (line?.turns.includes(held)) this.stepOut(line, held);
    await held.done;
    return true;
  }

  /** A cancelled turn that has not begun ends beside the line: whatever is before it may take long. */
  private stepOut(line: Line, held: Held): void {
    if (line.current === held) return;
    line.turns = line.turns.filter((other) => other !== held);
    line.stir();
    void this.execute(held.run, held.abort.signal).then((isOver) =>
      isOver ? this.end(held) : this.queueUp(held),
    );
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
    clearInterval(this.watch);
    for (const line of this.lines.values()) line.stir();
    const all = Promise.allSettled([...this.held.values()].map(({ done }) => done));
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    const left = [...this.held.values()];
    for (const { abort } of left) abort.abort(SHUTDOWN);
    await all;
    if (this.latest) await this.release(this.latest);
  }

  /** Runs without an owner need not wait until a lease expires, and were not ended by a crash. */
  private async release(anyRun: AcceptedRun): Promise<void> {
    const ctx = await this.contextOf(anyRun);
    await ctx.db.run.updateMany({
      where: { lease_owner: this.ownerId, status: { in: ["created", "running"] } },
      data: { lease_owner: null, lease_expires_at: null },
    });
  }

  private async move(name: string, line: Line): Promise<void> {
    this.lines.set(name, line);
    while (line.turns.length > 0) {
      const first = line.turns.reduce((a, b) => (b.run.acceptedNo < a.run.acceptedNo ? b : a));
      line.current = first;
      const isOver = await this.execute(first.run, first.abort.signal);
      line.current = null;
      if (!isOver) {
        await this.stirred(line);
        continue;
      }
      line.turns = line.turns.filter((other) => other !== first);
      this.end(first);
    }
    this.lines.delete(name);
  }

  private end(held: Held): void {
    this.held.delete(held.run.id);
    held.end();
  }

  /** A while, or until the line has changed. */
  private stirred(line: Line): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, TURN_POLL_MS);
      line.stir = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** False when another process has an earlier turn of the conversation. */
  private async execute(run: AcceptedRun, signal: AbortSignal): Promise<boolean> {
    const ctx = await this.contextOf(run);
    // A run that has not begun when the server stops is left to the next start.
    if (this.isClosing && (!signal.aborted || signal.reason === SHUTDOWN)) return true;
    try {
      return await executeRun(ctx, run.id, signal);
    } catch (error) {
      ctx.log.error({ run_id: run.id, error }, "run could not be ended");
      // Whoever takes it up goes on behind what is stored, and readers with what is written then.
      await ctx.runLog.flush(run.id).catch(() => {});
      ctx.runLog.abandon(run.id);
      return true;
    }
  }

  private async renew(): Promise<void> {
    const first = this.held.values().next().value;
    if (!first) return;
    const ctx = await this.contextOf(first.run);
    try {
      await ctx.db.run.updateMany({
        where: { id: { in: [...this.held.keys()] }, lease_owner: this.ownerId },
        data: { lease_expires_at: new Date(ctx.clock.now().getTime() + LEASE_MS) },
      });
    } catch (error) {
      ctx.log.warn({ error }, "could not renew the leases of the running turns");
    }
  }

  /** Notices runs that another process has cancelled or taken. */
  private async stopCancelled(): Promise<void> {
    const first = this.held.values().next().value;
    if (!first) return;
    const ctx = await this.contextOf(first.run);
    try {
      const mine = { id: { in: [...this.held.keys()] }, lease_owner: this.ownerId };
      const going = await ctx.db.run.findMany({
        where: { ...mine, status: { in: ["created", "running"] } },
        select: { id: true },
      });
      const known = new Set(going.map(({ id }) => id));
      for (const id of mine.id.in) if (!known.has(id)) void this.cancel(id);
    } catch (error) {
      ctx.log.warn({ error }, "could not look whether the running turns were cancelled");
    }
  }
}
