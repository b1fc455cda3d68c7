import type { ModelErrorKind } from "@/lib/runtime/model-error";

/** What a rule decides to do. */
export interface Reply {
  thought?: string;
  text?: string;
  calls?: DemoCall[];
  error?: { kind: ModelErrorKind; message: string };
  /** Between words, when it differs from the usual pace. */
  wordDelayMs?: number;
}

export interface DemoCall {
  name: string;
  /** Text when the user wrote something that is not JSON: it is passed on as it stands. */
  arguments: Record<string, unknown> | string;
}

export const say = (text: string): Reply => ({ text });

export const call = (thought: string, ...calls: DemoCall[]): Reply => ({ thought, calls });
