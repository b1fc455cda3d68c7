import type { MnemeActivity } from "@/lib/contract/mneme/streams";
import type { ChatPorts } from "./chat-state";
import { backoffMs, isRefusal } from "./follow-run";
import { untilSilent } from "./until-silent";

type WatchPorts = Pick<ChatPorts, "activity" | "silence" | "pause">;

interface Watcher {
  onAway(isAway: boolean): void;
  /** Connected again after having been away: anything may have happened. */
  onBack(): void;
  /** Runs of the conversation that go on or have begun, oldest first. */
  onRuns(ids: string[]): void;
  onActivity(event: MnemeActivity): void;
}

/** Listens to what happens to an agent over as many connections as it takes, until aborted or refused. */
export async function watchAgent(ports: WatchPorts, signal: AbortSignal, watcher: Watcher): Promise<void> {
  let isFirst = true;
  for (let attempt = 0; !signal.aborted; ) {
    try {
      for await (const event of untilSilent((own) => ports.activity(own), ports, signal)) {
        attempt = 0;
        watcher.onAway(false);
        if (event.message_type === "ping") continue;
        if (event.event === "state") {
          if (!isFirst) watcher.onBack();
          isFirst = false;
        }
        watcher.onRuns(runsIn(event));
        watcher.onActivity(event);
        if (event.event === "agent_deleted") return;
      }
    } catch (cause) {
      if (signal.aborted || isRefusal(cause)) return;
    }
    if (signal.aborted) return;
    attempt++;
    // A server that restarts closes its streams in good order; only one that cannot be reached again is away.
    if (attempt > 1) watcher.onAway(true);
    await ports.pause(backoffMs(attempt), signal);
  }
}

/** Runs of other conversations of the agent are told of too, but belong elsewhere. */
function runsIn(event: MnemeActivity): string[] {
  switch (event.event) {
    case "state":
      return event.runs.filter((run) => run.conversation_id === null).map((run) => run.run_id);
    case "run_started":
    case "run_updated":
      return event.conversation_id === null ? [event.run_id] : [];
    default:
      return [];
  }
}
