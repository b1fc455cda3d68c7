import type { ChatPorts } from "./chat-state";
import type { ChatStore } from "./chat-store";
import type { Message } from "./transcript-items";

export const pageLimit = 50;
/** Looking for one message far back reads larger pages. */
const seekLimit = 400;

type HistoryPorts = Pick<ChatPorts, "listMessages" | "pause">;

export async function loadOlder(store: ChatStore, ports: HistoryPorts, limit = pageLimit): Promise<void> {
  const { isLoadingOlder, hasOlder, transcript } = store.state();
  if (isLoadingOlder || !hasOlder) return;
  store.set({ isLoadingOlder: true });
  try {
    const messages = await ports.listMessages({ before: transcript.oldestMessageId ?? undefined, limit });
    store.dispatch({ type: "listed", messages, place: "older" });
    store.set({ hasOlder: isFull(messages, limit) });
  } finally {
    store.set({ isLoadingOlder: false });
  }
}

/** Reads back until the message is there. @returns its key, or null if it is not in this conversation */
export async function seekMessage(
  store: ChatStore,
  ports: HistoryPorts,
  { messageId, signal }: { messageId: string; signal: AbortSignal },
): Promise<string | null> {
  while (!signal.aborted) {
    const { transcript, hasOlder, isLoadingOlder } = store.state();
    const item = transcript.items.find((each) => each.messageId === messageId);
    if (item || !hasOlder) return item?.key ?? null;
    if (isLoadingOlder) await ports.pause(100, signal);
    else await loadOlder(store, ports, seekLimit);
  }
  return null;
}

/** The stored history has the last word: it gives the ids, and what other pages sent. */
export async function readNewest(store: ChatStore, ports: HistoryPorts, signal: AbortSignal): Promise<void> {
  const messages = await ports.listMessages({ limit: pageLimit });
  if (signal.aborted) return;
  const isFirst = store.state().transcript.oldestMessageId === null;
  store.dispatch({ type: "listed", messages, place: "newest" });
  if (isFirst) store.set({ hasOlder: isFull(messages, pageLimit) });
}

/** A page counts stored messages, and one of them can be several items. */
const isFull = (messages: Message[], limit: number) =>
  new Set(messages.map((message) => message.id)).size >= limit;
