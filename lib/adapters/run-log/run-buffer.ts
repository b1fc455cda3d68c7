import type { LoggedEvent } from "@/lib/runtime/ports";

/** The events of one run in this process, with the readers that wait for more. */
export class RunBuffer {
  readonly events: LoggedEvent[] = [];
  /** Number of the last event, in the buffer or stored before it. */
  lastSeq: number;
  isOver = false;
  private waiting = new Set<() => void>();

  constructor(lastSeq = 0) {
    this.lastSeq = lastSeq;
  }

  append(event: LoggedEvent["event"]): LoggedEvent {
    this.lastSeq += 1;
    const logged = { seq: this.lastSeq, event };
    this.events.push(logged);
    this.isOver = event.type === "stopped";
    for (const wake of this.waiting) wake();
    this.waiting.clear();
    return logged;
  }

  /** Resolves at the next event or when the signal aborts. */
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

  /** Events after `after`, then whatever comes, until the end of the run or of the reader. */
  async *read(after: number, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
    let index = Math.max(0, after - (this.lastSeq - this.events.length));
    while (!signal.aborted) {
      while (index < this.events.length) {
        const item = this.events[index++];
        yield item;
        if (item.event.type === "stopped") return;
      }
      await this.more(signal);
    }
  }
}
