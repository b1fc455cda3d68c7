import type { MnemeActivity } from "@/lib/contract/mneme/streams";
import type { Run } from "@/lib/contract/runs/schemas";
import type { Draft, Outgoing, Store } from "./draft-message";
import type { RunPorts } from "./follow-run";
import type { Message, Transcript } from "./transcript-items";

export type Activity = MnemeActivity | { message_type: "ping" };

export interface ChatPorts extends RunPorts {
  listMessages(page: { before?: string; limit: number }): Promise<Message[]>;
  /** The newest runs of this conversation, newest first. */
  latestRuns(): Promise<Run[]>;
  /** Hands a message over; what comes of it is followed as any other run. */
  send(message: Outgoing): Promise<Run>;
  cancelRun(runId: string): Promise<unknown>;
  /** Takes a stored message and what follows out of the window; answers with what left it. */
  rewind(messageId: string): Promise<string[]>;
  undoMemory(stepId: string): Promise<unknown>;
  /** How the agent stands, and then what becomes different. */
  activity(signal: AbortSignal): AsyncIterable<Activity>;
  queue: Store<Draft[]>;
  cut: Store<string[]>;
  newId(): string;
  now(): number;
  /** Calls back before the next paint. */
  onFrame(callback: () => void): void;
  /** A tool answered, or a run came to its end: memory may have changed. */
  onToolReturn(name: string, callId: string): void;
  onRunEnd(): void;
  /** Something of the agent changed, by whomever. */
  onActivity(event: MnemeActivity): void;
}

export type Phase =
  | { name: "loading" }
  | { name: "unavailable"; reason: string; status: number | null }
  /** The agent was deleted. */
  | { name: "gone" }
  | { name: "idle" }
  | { name: "sending" }
  | { name: "streaming" | "stopping"; runId: string }
  | { name: "reconnecting"; runId: string; attempt: number }
  /** A run whose log cannot be read; its messages come when it is over. */
  | { name: "waiting"; runId: string };

export interface ChatState {
  transcript: Transcript;
  phase: Phase;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  /** Written while a run was on; said in this order, one after the other. */
  queue: readonly Draft[];
  /** The server does not answer; the page keeps trying. */
  isAway: boolean;
  /** When the run that is followed last said something. */
  heardAtMs: number;
}
