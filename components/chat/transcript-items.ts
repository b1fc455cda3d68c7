import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { MnemeRunStreamItem } from "@/lib/contract/mneme/streams";
import type { StopReasonType } from "@/lib/contract/runs/stop-reason";

export type StreamEvent = MnemeRunStreamItem | LettaMessageUnion;
export type Message = LettaMessageUnion;

interface ItemBase {
  /** Identifies the item for as long as the page lives; also React's key. */
  key: string;
  messageId: string | null;
  runId: string | null;
  stepId: string | null;
  /** Came from the stored history: complete, deltas no longer apply. */
  isStored: boolean;
  startedAtMs: number;
}

export type Role = "user" | "system";

export interface UserItem extends ItemBase {
  kind: "user";
  text: string;
  /** Who the message speaks as; a system message tells the agent something without saying it. */
  role: Role;
  /** Addresses of pictures, often with the picture in them. */
  images: string[];
  otid: string | null;
  /** Why it was not accepted; null while all is well. */
  refusal: string | null;
}

export interface AssistantItem extends ItemBase {
  kind: "assistant";
  text: string;
  isStreaming: boolean;
}

export interface ReasoningItem extends ItemBase {
  kind: "reasoning";
  text: string;
  isHidden: boolean;
  isStreaming: boolean;
  endedAtMs: number | null;
}

export interface ToolResult {
  messageId: string;
  status: "success" | "error";
  text: string;
  stdout: string[];
  stderr: string[];
}

export interface ToolItem extends ItemBase {
  kind: "tool";
  callId: string;
  name: string;
  /** JSON text; incomplete while the model is still writing it. */
  arguments: string;
  needsApproval: boolean;
  decision: "approved" | "denied" | null;
  /** JSON text of what the tool was run with, where a person changed what the agent wrote. */
  changedArguments: string | null;
  result: ToolResult | null;
  endedAtMs: number | null;
  /** As the server measured it, without what the model took to write the call. */
  durationMs: number | null;
  /** The run ended before the tool answered. */
  isAbandoned: boolean;
  /** What the call did to memory, as read from the blocks before and after. */
  changes: BlockChange[] | null;
}

export interface BlockChange {
  label: string;
  before: string;
  after: string;
}

export interface NoteItem extends ItemBase {
  kind: "note";
  text: string;
  detail: string | null;
  /** Of interest only to those who look at everything. */
  isTechnical: boolean;
}

/** The named state in which a run ended. */
export interface OutcomeItem extends ItemBase {
  kind: "outcome";
  stopReason: StopReasonType;
  error: { type: string; message: string; detail: string | null } | null;
}

export type TranscriptItem = UserItem | AssistantItem | ReasoningItem | ToolItem | NoteItem | OutcomeItem;

export interface Transcript {
  items: readonly TranscriptItem[];
  /** Where the next older page of history begins. */
  oldestMessageId: string | null;
  /** The run whose events are being folded; stop reasons do not name theirs. */
  runId: string | null;
  /** Last number folded of each run: what arrives again after a reconnection is skipped. */
  cursors: Readonly<Record<string, number>>;
  /** Messages that were said again in other words: they stay in the history of the server, but not here. */
  cutIds: ReadonlySet<string>;
  /** Steps whose changes of memory were taken back on this page. */
  undoneSteps: ReadonlySet<string>;
}

export const emptyTranscript: Transcript = {
  items: [],
  oldestMessageId: null,
  runId: null,
  cursors: {},
  cutIds: new Set(),
  undoneSteps: new Set(),
};
