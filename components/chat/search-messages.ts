import type { MessageSearchResult } from "@/lib/contract/messages/search";
import type { Message } from "./transcript-items";
import { textOf } from "./transcript-parts";

export interface FoundMessage {
  id: string;
  speaker: "You" | "Agent";
  text: string;
  at: string;
}

interface SearchPorts {
  search(query: string, signal: AbortSignal): Promise<MessageSearchResult[]>;
  listMessages(page: { before?: string; limit: number }): Promise<Message[]>;
}

const pageLimit = 500;
const pagesMax = 20;
const foundMax = 30;

/** By meaning and words where the server searches; where it does not, by words through the history itself. */
export async function searchMessages(
  ports: SearchPorts,
  query: string,
  signal: AbortSignal,
): Promise<FoundMessage[]> {
  try {
    return (await ports.search(query, signal)).map(({ message, embedded_text }) => ({
      id: message.id,
      speaker: message.role === "user" ? "You" : "Agent",
      text: embedded_text,
      at: message.created_at,
    }));
  } catch (cause) {
    if ((cause as { status?: number }).status !== 501) throw cause;
    return readThrough(ports, query, signal);
  }
}

async function readThrough(ports: SearchPorts, query: string, signal: AbortSignal): Promise<FoundMessage[]> {
  const found: FoundMessage[] = [];
  let before: string | undefined;
  for (let page = 0; page < pagesMax && found.length < foundMax && !signal.aborted; page++) {
    const messages = await ports.listMessages({ before, limit: pageLimit });
    found.push(...matching(messages, query));
    if (new Set(messages.map(({ id }) => id)).size < pageLimit) break;
    before = messages[0].id;
  }
  return found.slice(0, foundMax);
}

/** Spoken messages that have every word of the query, newest first. */
export function matching(messages: Message[], query: string): FoundMessage[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return messages
    .flatMap((message): FoundMessage[] => {
      if (message.message_type !== "user_message" && message.message_type !== "assistant_message") return [];
      const text = textOf(message.content);
      if (!words.every((word) => text.toLowerCase().includes(word))) return [];
      const speaker = message.message_type === "user_message" ? "You" : "Agent";
      return [{ id: message.id, speaker, text, at: message.date }];
    })
    .reverse();
}
