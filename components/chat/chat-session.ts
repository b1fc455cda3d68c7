import type { Run } from "@/lib/contract/runs/schemas";
import type { ChatPorts, ChatState } from "./chat-state";
import { endOf, followRun, isActive } from "./follow-run";
import { type Outgoing, untilStored } from "./pending-message";
import { type Decision, reduce, type TranscriptEvent } from "./transcript";
import { type BlockChange, emptyTranscript, type Message, type StreamEvent } from "./transcript-items";

export const pageLimit = 50;
const watchMs = 3_000;
type FollowFrom = Parameters<typeof followRun>[0];

/** The conversation of one open page: its history, the run that is going on, and what the user does. */
export class ChatSession {
  private current: ChatState = {
    transcript: emptyTranscript,
    phase: { name: "loading" },
    hasOlder: false,
    isLoadingOlder: false,
  };
  private lastRunId: string | null = null;
  private life = new AbortController();
  private isFrameAsked = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ports: ChatPorts) {}

  readonly state = () => this.current;
  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Loads and follows until the returned function is called. */
  readonly start = () => {
    const life = new AbortController();
    this.life = life;
    void this.load(life.signal).then(() => this.watch(life.signal));
    return () => life.abort();
  };

  readonly reload = () => this.load(this.life.signal);

  readonly sendText = (text: string, otid = this.ports.newId()) => {
    const message = { otid, text, atMs: this.ports.now() };
    this.ports.pending.write(message);
    this.dispatch({ type: "sent", ...message });
    return this.send({ type: "text", ...message });
  };

  readonly decide = (decisions: Decision[]) => {
    this.dispatch({ type: "decided", decisions });
    return this.send({ type: "approval", decisions });
  };

  readonly stop = async () => {
    const { phase } = this.current;
    if (!("runId" in phase)) return;
    this.set({ phase: { name: "stopping", runId: phase.runId } });
    try {
      await this.ports.cancelRun(phase.runId);
    } catch (cause) {
      if (this.current.phase.name === "stopping") this.set({ phase });
      throw cause;
    }
  };

  readonly loadOlder = async () => {
    if (this.current.isLoadingOlder || !this.current.hasOlder) return;
    this.set({ isLoadingOlder: true });
    try {
      const before = this.current.transcript.oldestMessageId ?? undefined;
      const messages = await this.ports.listMessages({ before, limit: pageLimit });
      this.dispatch({ type: "listed", messages, place: "older" });
      this.set({ hasOlder: isFull(messages) });
    } finally {
      this.set({ isLoadingOlder: false });
    }
  };

  readonly showMemoryChange = (callId: string, changes: BlockChange[]) =>
    this.dispatch({ type: "memory_changed", callId, changes });

  /** The run is asked for first: one that ends in between is then complete in the history that is read after it. */
  private async load(signal: AbortSignal) {
    this.set({ phase: { name: "loading" } });
    try {
      const run = await this.ports.latestRun();
      const messages = await this.ports.listMessages({ limit: pageLimit });
      if (signal.aborted) return;
      this.dispatch({ type: "listed", messages, place: "newest" });
      this.set({ hasOlder: isFull(messages), phase: { name: "idle" } });
      if (run) await this.takeUp(run, signal);
    } catch (cause) {
      if (!signal.aborted) this.set({ phase: { name: "unavailable", reason: wordsOf(cause) } });
    }
  }

  private async takeUp(run: Run, signal: AbortSignal) {
    this.lastRunId = run.id;
    if (!isActive(run)) {
      this.ports.pending.clear();
      const end = endOf(run);
      if (end.stopReason !== "end_turn") this.dispatch({ type: "ended", end, atMs: this.ports.now() });
      return;
    }
    const pending = untilStored(this.ports.pending.read(), this.current.transcript);
    if (pending) this.dispatch({ type: "sent", ...pending });
    this.set({ phase: { name: "streaming", runId: run.id } });
    await this.follow(
      { runId: run.id, startingAfter: this.current.transcript.cursors[run.id] ?? 0, events: null },
      signal,
    );
  }

  private async send(message: Outgoing) {
    const { signal } = this.life;
    this.set({ phase: { name: "sending" } });
    try {
      await this.follow({ runId: null, startingAfter: 0, events: this.ports.send(message, signal) }, signal);
    } catch (cause) {
      if (!signal.aborted) this.refuse(message, wordsOf(cause));
    }
  }

  private refuse(message: Outgoing, reason: string) {
    this.ports.pending.clear();
    const error = { type: "refused", message: reason, detail: null };
    if (message.type === "text") this.dispatch({ type: "refused", otid: message.otid, reason });
    else
      this.dispatch({
        type: "ended",
        end: { runId: null, stopReason: "error", error },
        atMs: this.ports.now(),
      });
    this.set({ phase: { name: "idle" } });
  }

  private async follow(from: FollowFrom, signal: AbortSignal) {
    try {
      for await (const each of followRun(from, this.ports, signal)) {
        if (each.type === "event") this.receive(each.event);
        else if (each.type === "ended")
          this.dispatch({ type: "ended", end: each.end, atMs: this.ports.now() });
        else this.set({ phase: { name: "reconnecting", runId: each.runId } });
      }
    } catch (cause) {
      if (signal.aborted) return;
      if (!from.runId) throw cause;
      await this.outlast(from.runId, signal);
    }
    if (!signal.aborted) await this.settle(signal);
  }

  private receive(event: StreamEvent) {
    this.dispatch({ type: "streamed", event, atMs: this.ports.now() });
    const { runId, items } = this.current.transcript;
    const { phase } = this.current;
    const isKnown = phase.name === "stopping" || (phase.name === "streaming" && phase.runId === runId);
    if (runId && !isKnown) this.set({ phase: { name: "streaming", runId } });
    this.lastRunId = runId ?? this.lastRunId;
    if (event.message_type !== "tool_return_message") return;
    for (const { tool_call_id } of event.tool_returns ?? [event]) {
      const call = items.findLast((item) => item.kind === "tool" && item.callId === tool_call_id);
      this.ports.onToolReturn(call?.kind === "tool" ? call.name : (event.name ?? ""), tool_call_id);
    }
  }

  /** Without a log there is nothing to show until the run is over. */
  private async outlast(runId: string, signal: AbortSignal) {
    this.set({ phase: { name: "waiting", runId } });
    while (!signal.aborted) {
      const run = await this.ports.retrieveRun(runId).catch(() => null);
      if (run && !isActive(run))
        return this.dispatch({ type: "ended", end: endOf(run), atMs: this.ports.now() });
      await this.ports.wait(watchMs, signal);
    }
  }

  /** The stored history has the last word: it gives the ids, and what other pages sent. */
  private async settle(signal: AbortSignal) {
    this.ports.pending.clear();
    this.ports.onRunEnd();
    try {
      const messages = await this.ports.listMessages({ limit: pageLimit });
      if (!signal.aborted) this.dispatch({ type: "listed", messages, place: "newest" });
    } catch {
      // What was streamed stays on screen; the next visit reads the history again.
    }
    if (!signal.aborted) this.set({ phase: { name: "idle" } });
  }

  /** Runs that other pages or clients start are noticed and followed. */
  private async watch(signal: AbortSignal) {
    while (!signal.aborted) {
      await this.ports.wait(watchMs, signal);
      if (signal.aborted || this.current.phase.name !== "idle" || !this.ports.isVisible()) continue;
      const run = await this.ports.latestRun().catch(() => null);
      if (!run || run.id === this.lastRunId || this.current.phase.name !== "idle") continue;
      await this.takeUp(run, signal);
      if (!isActive(run)) await this.settle(signal);
    }
  }

  private dispatch(event: TranscriptEvent) {
    this.set({ transcript: reduce(this.current.transcript, event) });
  }

  /** However much arrives, the page hears of it once per frame. */
  private set(change: Partial<ChatState>) {
    this.current = { ...this.current, ...change };
    if (this.isFrameAsked) return;
    this.isFrameAsked = true;
    this.ports.onFrame(() => {
      this.isFrameAsked = false;
      for (const listener of this.listeners) listener();
    });
  }
}

/** A page counts stored messages, and one of them can be several items. */
const isFull = (messages: Message[]) => new Set(messages.map((message) => message.id)).size >= pageLimit;
const wordsOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
