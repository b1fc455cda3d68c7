import type { ChatPorts, ChatState } from "./chat-state";
import { reduce, type TranscriptEvent } from "./transcript";
import { emptyTranscript } from "./transcript-items";

/** What a conversation knows. However much arrives, the page hears of it once per frame. */
export class ChatStore {
  private current: ChatState;
  private isFrameAsked = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ports: Pick<ChatPorts, "cut" | "queue" | "onFrame">) {
    this.current = {
      transcript: { ...emptyTranscript, cutIds: new Set(ports.cut.read()) },
      phase: { name: "loading" },
      hasOlder: false,
      isLoadingOlder: false,
      queue: ports.queue.read(),
      isAway: false,
      heardAtMs: 0,
    };
  }

  readonly state = () => this.current;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  dispatch(event: TranscriptEvent) {
    this.set({ transcript: reduce(this.current.transcript, event) });
  }

  set(change: Partial<ChatState>) {
    this.current = { ...this.current, ...change };
    if (this.isFrameAsked) return;
    this.isFrameAsked = true;
    this.ports.onFrame(() => {
      this.isFrameAsked = false;
      for (const listener of this.listeners) listener();
    });
  }
}
