import type { Logger } from "@/lib/domain/context";

export interface BackgroundWorkOptions {
  name: string;
  /** One bounded piece of the work; says whether there is more to do. What is left to do stands in the database. */
  pass: () => Promise<boolean>;
  /** At least this long between two passes. */
  pauseMs: number;
  /** A look without having been woken: other processes make work too. */
  idleMs: number;
  /** Something is under way that a pass should not slow down; it waits for the end of it, but not for ever. */
  isBusy?: () => boolean;
  log: Logger;
}

const FAILURE_PAUSE_MAX_MS = 60_000;
const BUSY_POLL_MS = 100;
const BUSY_WAIT_MAX_MS = 5_000;

/**
 * Does work behind the requests, a piece at a time, and rests at least twice as long as each piece took: turns come
 * first. A failure is logged, once for each series of them, and tried again with growing pauses.
 */
export class BackgroundWork {
  private isClosed = false;
  private isWoken = false;
  private wakeUp: () => void = () => {};
  private readonly done: Promise<void>;

  constructor(private readonly options: BackgroundWorkOptions) {
    this.done = this.work();
  }

  wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Ends after the pass that is under way. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.wake();
    await this.done;
  }

  private async work(): Promise<void> {
    const { name, pass, pauseMs, idleMs, log } = this.options;
    let failures = 0;
    while (!this.isClosed) {
      this.isWoken = false;
      await this.letOthersFirst();
      const startedMs = performance.now();
      let hasMore = false;
      try {
        hasMore = await pass();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1 && !this.isClosed)
          log.warn({ work: name, error }, "background work failed; it is tried again");
      }
      const tookMs = performance.now() - startedMs;
      await this.rest(Math.min(FAILURE_PAUSE_MAX_MS, Math.max(pauseMs, 2 * tookMs) * 2 ** failures));
      if (!hasMore && failures === 0 && !this.isWoken) await this.rest(idleMs, () => this.isWoken);
    }
  }

  private async letOthersFirst(): Promise<void> {
    const { isBusy = () => false } = this.options;
    for (let waitedMs = 0; waitedMs < BUSY_WAIT_MAX_MS && isBusy(); waitedMs += BUSY_POLL_MS)
      await this.rest(BUSY_POLL_MS);
  }

  /** Closing ends any rest; `isOver` says whether being woken does as well. */
  private rest(ms: number, isOver: () => boolean = () => false): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.wakeUp = () => {};
        resolve();
      };
      const timer = setTimeout(end, ms).unref();
      this.wakeUp = () => (this.isClosed || isOver()) && end();
    });
  }
}
