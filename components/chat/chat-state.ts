import type { Run } from "@/lib/contract/runs/schemas";
import type { RunPorts } from "./follow-run";
import type { Outgoing, PendingStore } from "./pending-message";
import type { Message, StreamEvent, Transcript } from "./transcript-items";

export interface ChatPorts extends RunPorts {
  listMessages(page: { before?: string; limit: number }): Promise<Message[]>;
  latestRun(): Promise<Run | null>;
  send(message: Outgoing, signal: AbortSignal): AsyncIterable<StreamEvent>;
  cancelRun(runId: string): Promise<unknown>;
  pending: PendingStore;
  newId(): string;
  now(): number;
  isVisible(): boolean;
  /** Calls back before the next paint. */
  onFrame(callback: () => void): void;
  /** A tool answered, or a run came to its end: memory may have changed. */
  onToolReturn(name: string, callId: string): void;
  onRunEnd(): void;
}

export type Phase =
  | { name: "loading" }
  | { name: "unavailable"; reason: string }
  | { name: "idle" }
  | { name: "sending" }
  | { name: "streaming" | "reconnecting" | "stopping"; runId: string }
  /** A run that was started elsewhere without a log to follow. */
  | { name: "waiting"; runId: string };

export interface ChatState {
  transcript: Transcript;
  phase: Phase;
  hasOlder: boolean;
  isLoadingOlder: boolean;
}
