import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import { emptyStory, type RunStory, type StoryItem, tell } from "./run-story";

export interface SessionState {
  story: RunStory;
  /** Whether the beginning has been read; until then an empty story says nothing. */
  isLoaded: boolean;
  connection: "reading" | "live" | "lost" | "done";
  /** Why nothing more can be read. */
  error: Error | null;
}

export interface SessionPorts {
  follow(runId: string, startingAfter: number, signal: AbortSignal): AsyncIterable<StoryItem>;
  messages(runId: string, signal: AbortSignal): Promise<LettaMessageUnion[]>;
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls back before the next paint. */
  onFrame(callback: () => void): void;
  /** A step or the run came to its end: its figures can be read. */
  onProgress(): void;
}

/** What comes within this time after connecting happened before: its own time is not known. */
const replayMs = 400;

/** Reads one run to its end over as many connections as it takes, and tells at most once a frame what it knows. */
export class RunSession {
  private current: SessionState = { story: emptyStory, isLoaded: false, connection: "reading", error: null };
  private shown = this.current;
  private isPainting = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly runId: string,
    private readonly ports: SessionPorts,
  ) {}

  readonly state = () => this.shown;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** @returns ends the reading */
  start(): () => void {
    const control = new AbortController();
    void this.read(control.signal);
    return () => control.abort();
  }

  private async read(signal: AbortSignal) {
    for (let attempt = 0; !signal.aborted && !this.current.story.isOver; attempt++) {
      if (attempt > 0) {
        this.set({ connection: "lost" });
        await this.ports.wait(Math.min(500 * 2 ** (attempt - 1), 8_000), signal);
      }
      try {
        await this.follow(signal, () => {
          attempt = 0;
        });
      } catch (cause) {
        if (signal.aborted) return;
        if (isRefusal(cause)) return this.readMessages(signal);
      }
    }
    if (!signal.aborted) this.set({ connection: "done", isLoaded: true });
  }

  private async follow(signal: AbortSignal, onItem: () => void) {
    const connectedMs = this.ports.now();
    for await (const item of this.ports.follow(this.runId, this.current.story.lastSeq, signal)) {
      onItem();
      const now = this.ports.now();
      this.add(item, now - connectedMs > replayMs ? now : null);
      if (isProgress(item)) this.ports.onProgress();
    }
  }

  /** The log of an old run is gone; what it left behind in the history is not. */
  private async readMessages(signal: AbortSignal) {
    try {
      for (const message of await this.ports.messages(this.runId, signal)) this.add(message, null);
      this.set({ connection: "done", isLoaded: true });
    } catch (cause) {
      if (!signal.aborted) this.set({ connection: "done", isLoaded: true, error: cause as Error });
    }
  }

  private add(item: StoryItem, atMs: number | null) {
    const story = tell(this.current.story, item, atMs);
    this.set({ story, isLoaded: true, connection: "live" });
  }

  private set(change: Partial<SessionState>) {
    this.current = { ...this.current, ...change };
    if (this.isPainting) return;
    this.isPainting = true;
    this.ports.onFrame(() => {
      this.isPainting = false;
      this.shown = this.current;
      for (const listener of this.listeners) listener();
    });
  }
}

const isProgress = (item: StoryItem) =>
  item.message_type === "stop_reason" ||
  (item.message_type === "mneme_event" && item.event === "step_finished");

function isRefusal(cause: unknown): boolean {
  const status = (cause as { status?: number }).status;
  return status !== undefined && status < 500 && status !== 408 && status !== 429;
}
