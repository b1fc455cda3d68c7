import type { MnemeActivity } from "@/lib/contract/mneme/streams";
import type { Run } from "@/lib/contract/runs/schemas";
import { loadOlder, readNewest, seekMessage } from "./chat-history";
import type { ChatPorts } from "./chat-state";
import { ChatStore } from "./chat-store";
import type { Draft, Outgoing } from "./draft-message";
import { explain } from "./explain";
import { endOf, followRun, isActive, outlast } from "./follow-run";
import { memoryStepsFrom } from "./memory-steps";
import { mayGoOn } from "./resume-queue";
import type { Decision } from "./transcript";
import type { BlockChange, StreamEvent, UserItem } from "./transcript-items";
import { watchAgent } from "./watch-agent";

type Written = Pick<Draft, "text" | "images" | "role">;

/** The conversation of one open page: its history, the run that is going on, and what the user does. */
export class ChatSession {
  private readonly store: ChatStore;
  /** Runs that are or were followed here, or are not worth it. */
  private readonly known = new Set<string>();
  /** Runs that others started while one was followed. */
  private waiting: string[] = [];
  private life = new AbortController();
  readonly state: ChatStore["state"];
  readonly subscribe: ChatStore["subscribe"];

  constructor(private readonly ports: ChatPorts) {
    this.store = new ChatStore(ports);
    this.state = this.store.state;
    this.subscribe = this.store.subscribe;
  }

  /** Loads and follows until the returned function is called. */
  readonly start = () => {
    const life = new AbortController();
    this.life = life;
    void this.load(life.signal).then(() => this.watch(life.signal));
    return () => life.abort();
  };

  readonly reload = () => this.load(this.life.signal);

  /** Says it now, or when everything before it is said. */
  readonly say = (written: Written) => {
    const draft = { ...written, otid: this.ports.newId(), atMs: this.ports.now() };
    if (this.state().phase.name === "idle" && this.state().queue.length === 0) return this.sayNow(draft);
    this.setQueue([...this.state().queue, draft]);
    return Promise.resolve();
  };

  readonly setQueue = (queue: readonly Draft[]) => {
    this.ports.queue.write([...queue]);
    this.store.set({ queue });
  };

  /** Goes on with the queue after something stopped it. */
  readonly sayNext = () => {
    const [next, ...rest] = this.state().queue;
    if (!next || this.state().phase.name !== "idle") return;
    this.setQueue(rest);
    void this.sayNow({ ...next, atMs: this.ports.now() });
  };

  readonly retry = (item: UserItem) =>
    this.sayNow({ ...item, otid: item.otid ?? this.ports.newId(), atMs: this.ports.now() });

  /** Says a message again, in the same words or others: it and all that followed are taken back first. */
  readonly sayInstead = async (
    item: UserItem,
    written: Written,
    { isMemoryUndone }: { isMemoryUndone: boolean },
  ) => {
    const steps = memoryStepsFrom(this.state().transcript, item.key).reverse();
    const isRemembered = item.isStored && item.messageId !== null;
    const messageIds = isRemembered ? await this.ports.rewind(item.messageId as string) : [];
    this.ports.cut.write([...this.ports.cut.read(), ...messageIds]);
    if (isMemoryUndone) for (const step of steps) await this.ports.undoMemory(step).catch(() => undefined);
    this.store.dispatch({ type: "cut", key: item.key, messageIds });
    return this.sayNow({ ...written, otid: this.ports.newId(), atMs: this.ports.now() });
  };

  readonly undoMemory = async (stepId: string) => {
    await this.ports.undoMemory(stepId);
    this.store.dispatch({ type: "memory_undone", stepId });
    this.ports.onRunEnd();
  };

  readonly decide = (decisions: Decision[]) => {
    this.store.dispatch({ type: "decided", decisions });
    return this.send({ type: "approval", decisions });
  };

  readonly stop = async () => {
    const { phase } = this.state();
    if (!("runId" in phase)) return;
    this.store.set({ phase: { name: "stopping", runId: phase.runId } });
    try {
      await this.ports.cancelRun(phase.runId);
    } catch (cause) {
      if (this.state().phase.name === "stopping") this.store.set({ phase });
      throw cause;
    }
  };

  readonly loadOlder = () => loadOlder(this.store, this.ports);

  readonly seek = (messageId: string) =>
    seekMessage(this.store, this.ports, { messageId, signal: this.life.signal });

  readonly showMemoryChange = (callId: string, changes: BlockChange[]) =>
    this.store.dispatch({ type: "memory_changed", callId, changes });

  /** Runs are asked for first: one that ends in between is then complete in the history that is read after it. */
  private async load(signal: AbortSignal) {
    this.store.set({ phase: { name: "loading" } });
    try {
      const runs = await this.ports.latestRuns();
      await readNewest(this.store, this.ports, signal);
      if (signal.aborted) return;
      this.store.set({ phase: { name: "idle" }, isAway: false });
      const [newest] = runs;
      const active = runs
        .filter(isActive)
        .map(({ id }) => id)
        .reverse();
      for (const run of runs) this.known.add(run.id);
      if (active.length > 0) this.takeUp(active);
      else if (newest) this.recall(newest);
    } catch (cause) {
      if (!signal.aborted) this.store.set({ phase: { name: "unavailable", ...explain(cause) } });
    }
  }

  /**
   * How the last run ended is said again, unless it ended well. What failed or was stopped may never have become
   * history, its question included: that is in its log.
   */
  private recall(run: Run) {
    const end = endOf(run);
    if (run.status === "failed" || run.status === "cancelled") return this.takeUp([run.id]);
    if (end.stopReason !== "end_turn")
      this.store.dispatch({ type: "ended", end, atMs: Date.parse(run.created_at) });
  }

  private takeUp([runId, ...others]: string[]) {
    this.waiting.push(...others);
    this.known.add(runId);
    this.store.set({ phase: { name: "streaming", runId }, heardAtMs: this.ports.now() });
    void this.follow(runId, this.life.signal);
  }

  private sayNow(draft: Draft) {
    this.store.dispatch({ type: "sent", draft });
    return this.send({ type: "text", ...draft });
  }

  private async send(message: Outgoing) {
    const { signal } = this.life;
    this.store.set({ phase: { name: "sending" } });
    try {
      const { id } = await this.ports.send(message);
      if (signal.aborted) return;
      this.known.add(id);
      this.waiting = this.waiting.filter((each) => each !== id);
      this.store.set({ phase: { name: "streaming", runId: id }, heardAtMs: this.ports.now(), isAway: false });
      await this.follow(id, signal);
    } catch (cause) {
      if (!signal.aborted) this.refuse(message, cause);
    }
  }

  private refuse(message: Outgoing, cause: unknown) {
    const { reason } = explain(cause);
    if (message.type === "text") this.store.dispatch({ type: "refused", otid: message.otid, reason });
    else {
      const error = { type: "refused", message: reason, detail: null };
      const end = { runId: null, stopReason: "error" as const, error };
      this.store.dispatch({ type: "ended", end, atMs: this.ports.now() });
    }
    this.store.set({ phase: { name: "idle" } });
  }

  private async follow(runId: string, signal: AbortSignal) {
    const startingAfter = this.state().transcript.cursors[runId] ?? 0;
    try {
      for await (const each of followRun({ runId, startingAfter }, this.ports, signal)) {
        if (each.type === "event") this.receive(each.event, runId);
        else if (each.type === "ended") this.store.dispatch({ ...each, atMs: this.ports.now() });
        else this.store.set({ phase: { name: "reconnecting", runId, attempt: each.attempt } });
      }
    } catch {
      if (signal.aborted) return;
      this.store.set({ phase: { name: "waiting", runId } });
      const end = await outlast(runId, this.ports, signal);
      if (end) this.store.dispatch({ type: "ended", end, atMs: this.ports.now() });
    }
    if (!signal.aborted) await this.settle(signal);
  }

  private receive(event: StreamEvent, runId: string) {
    this.store.dispatch({ type: "streamed", event, atMs: this.ports.now() });
    const { phase } = this.state();
    const isShown = phase.name === "streaming" || phase.name === "stopping";
    this.store.set({
      ...(event.message_type !== "ping" && { heardAtMs: this.ports.now() }),
      ...(!isShown && { phase: { name: "streaming", runId } as const }),
    });
    if (event.message_type !== "tool_return_message") return;
    for (const { tool_call_id } of event.tool_returns ?? [event]) {
      const { items } = this.state().transcript;
      const call = items.findLast((item) => item.kind === "tool" && item.callId === tool_call_id);
      this.ports.onToolReturn(call?.kind === "tool" ? call.name : (event.name ?? ""), tool_call_id);
    }
  }

  private async settle(signal: AbortSignal) {
    this.ports.onRunEnd();
    await this.refresh(signal);
    if (signal.aborted) return;
    this.store.set({ phase: { name: "idle" } });
    if (this.waiting.length > 0) this.takeUp(this.waiting.splice(0));
    else if (mayGoOn(this.state())) this.sayNext();
  }

  /** What was streamed stays on screen if the history cannot be read; the next visit reads it again. */
  private refresh = (signal: AbortSignal) =>
    readNewest(this.store, this.ports, signal).catch(() => undefined);

  /** Runs that other pages or clients start are noticed and followed. */
  private watch(signal: AbortSignal) {
    return watchAgent(this.ports, signal, {
      onAway: (isAway) => isAway !== this.state().isAway && this.store.set({ isAway }),
      onBack: () => this.state().phase.name === "idle" && void this.refresh(signal),
      onRuns: (ids) => this.notice(ids),
      onActivity: (event) => this.heed(event),
    });
  }

  private notice(ids: string[]) {
    const news = ids.filter((id) => !this.known.has(id) && !this.waiting.includes(id));
    if (news.length === 0) return;
    if (this.state().phase.name === "idle") this.takeUp(news);
    else this.waiting.push(...news);
  }

  private heed(event: MnemeActivity) {
    if (event.event === "agent_deleted") this.store.set({ phase: { name: "gone" } });
    this.ports.onActivity(event);
  }
}
