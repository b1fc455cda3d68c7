import { expect, test } from "vitest";
import type { MessageSearchResult } from "@/lib/contract/messages/search";
import { foundMessages } from "./search-messages";

const result = (id: string, role: string, embedded_text: string) =>
  ({ embedded_text, message: { id, role, created_at: "2026-01-02T03:04:05Z" } }) as MessageSearchResult;

test("what was found keeps its order and says who spoke", () => {
  const results = [result("message-2", "assistant", "marigold"), result("message-1", "user", "the password")];
  expect(foundMessages(results)).toEqual([
    { id: "message-2", speaker: "Agent", text: "marigold", at: "2026-01-02T03:04:05Z" },
    { id: "message-1", speaker: "You", text: "the password", at: "2026-01-02T03:04:05Z" },
  ]);
});
