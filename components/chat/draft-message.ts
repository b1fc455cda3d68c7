import type { Decision } from "./transcript";
import type { Role } from "./transcript-items";

/** A message that somebody wrote and that is not said yet. */
export interface Draft {
  /** Names the message from the first keystroke to the history, so that it is never said twice. */
  otid: string;
  text: string;
  /** Pictures as data addresses. */
  images: string[];
  role: Role;
  atMs: number;
}

export type Outgoing = ({ type: "text" } & Draft) | { type: "approval"; decisions: Decision[] };

/** Something small that survives a reload. */
export interface Store<T> {
  read(): T;
  write(value: T): void;
}

/** Messages that wait for their turn, in this tab. */
export const queueStore = (agentId: string): Store<Draft[]> =>
  jsonStore(sessionStorage, `mneme.queue.${agentId}`, []);

const cutMax = 1_000;

/** Messages that were taken back, in this browser. */
export function cutStore(agentId: string): Store<string[]> {
  const store = jsonStore<string[]>(localStorage, `mneme.cut.${agentId}`, []);
  return { read: store.read, write: (ids) => store.write(ids.slice(-cutMax)) };
}

function jsonStore<T>(storage: Storage, key: string, empty: T): Store<T> {
  return {
    read() {
      try {
        return (JSON.parse(storage.getItem(key) ?? "null") as T | null) ?? empty;
      } catch {
        return empty;
      }
    },
    write(value) {
      try {
        if (Array.isArray(value) && value.length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(value));
      } catch {
        // Pictures may be larger than the storage of a tab: then the queue lives only as long as the page.
      }
    },
  };
}
