import type { LoopEvent } from "./events";
import type { LlmConfig } from "./model-config";

export interface TracedRun {
  runId: string;
  /** 32 hex digits, also stored on the run's steps. */
  traceId: string;
  agentId: string;
  agentName: string;
  conversationId: string | null;
  organizationId: string;
  model: LlmConfig;
}

/** Follows one run. Must neither throw nor wait: a collector that is away must not be felt by agents. */
export interface RunTelemetry {
  event(event: LoopEvent): void;
  /** Ends what is still open; a run that saw its `stopped` has nothing open. */
  close(): void;
}

export interface Telemetry {
  openRun(run: TracedRun): RunTelemetry;
}

/** Where no collector is configured. */
export const noTelemetry: Telemetry = { openRun: () => ({ event() {}, close() {} }) };
