import type { Decision } from "./transcript";
import type { Transcript } from "./transcript-items";

export interface PendingMessage {
  otid: string;
  text: string;
  atMs: number;
}
export type Outgoing = ({ type: "text" } & PendingMessage) | { type: "approval"; decisions: Decision[] };

/** What the user sent last survives a reload, since it may not be in the history before its first step is. */
export interface PendingStore {
  read(): PendingMessage | null;
  write(message: PendingMessage): void;
  clear(): void;
}

export function pendingStore(agentId: string, storage: Storage): PendingStore {
  const key = `mneme.pending.${agentId}`;
  return {
    read() {
      try {
        return JSON.parse(storage.getItem(key) ?? "null") as PendingMessage | null;
      } catch {
        return null;
      }
    },
    write: (message) => storage.setItem(key, JSON.stringify(message)),
    clear: () => storage.removeItem(key),
  };
}

export function untilStored(pending: PendingMessage | null, transcript: Transcript): PendingMessage | null {
  const isStored = transcript.items.some((item) => item.kind === "user" && item.otid === pending?.otid);
  return isStored ? null : pending;
}
