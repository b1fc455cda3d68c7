import type { LoggedEvent } from "@/lib/runtime/ports";

/** The events of one run in this process, with the readers that wait for more. */
export class RunBuffer {
  readonly events: LoggedEvent[] = [];
  /** Number of the last event, in the buffer or stored before it. */
  lastSeq: number;
  /** Number of the last event that outlives this process. */
  storedSeq: number;
  isOver = false;
  /** This process writes the run no more; what it had not stored does not count. */
  isAbandoned = false;
  private waiting = new Set<() => void>();

  constructor(lastSeq = 0) {
    this.lastSeq = lastSeq;
    this.storedSeq = lastSeq;
  }

  append(event: LoggedEvent["event"]): LoggedEvent {
    this.lastSeq += 1;
    const logged = { seq: this.lastSeq, event };
    this.events.push(logged);
    this.isOver = event.type === "stopped";
    this.wake();
    return logged;
  }

  stored(seq: number): void {
    this.storedSeq = seq;
    this.wake();
  }

  abandon(): void {
    this.isAbandoned = true;
    this.wake();
  }

  private wake() {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  /** Resolves when something changed or the signal aborts. */
  more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener("abort", wake);
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener("abort", wake, { once: true });
      if (signal.aborted) wake();
    });
  }

  /** Events after `after`, then whatever comes, until the end of the run, of the reader or of this process's part in it. */
  async *read(after: number, signal: AbortSignal, onlyStored = false): AsyncGenerator<LoggedEvent> {
    const first = this.lastSeq - this.events.length;
    let index = Math.max(0, after - first);
    while (!signal.aborted && !this.isAbandoned) {
      while (index < (onlyStored ? this.storedSeq - first : this.events.length)) {
        const item = this.events[index++];
        yield item;
        if (item.event.type === "stopped") return;
      }
      if (!this.isAbandoned) await this.more(signal);
    }
  }
}
