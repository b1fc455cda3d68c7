import type { MessageSearchResult } from "@/lib/contract/messages/search";

export interface FoundMessage {
  id: string;
  speaker: "You" | "Agent";
  text: string;
  at: string;
}

/** What a search found, by meaning and by words, as the list shows it: the best first. */
export const foundMessages = (results: MessageSearchResult[]): FoundMessage[] =>
  results.map(({ message, embedded_text }) => ({
    id: message.id,
    speaker: message.role === "user" ? "You" : "Agent",
    text: embedded_text,
    at: message.created_at,
  }));
