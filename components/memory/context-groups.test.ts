import { expect, test } from "vitest";
import type { MnemeContextSection } from "@/lib/contract/mneme/context";
import { contextGroups, tokensByBlock } from "./context-groups";

const section = (kind: MnemeContextSection["kind"], name: string, tokens: number, id: string | null = null) =>
  ({ kind, name, tokens, id }) as MnemeContextSection;
const view = {
  context_window: 1_000,
  total_tokens: 250,
  sections: [
    section("system_prompt", "", 100),
    section("memory_frame", "", 5),
    section("memory_block", "human", 20, "block-1"),
    section("memory_frame", "", 5),
    section("tool", "search", 70, "tool-1"),
    section("message", "user", 30),
    section("message", "assistant", 20),
  ],
};

test("the parts of the window add up to its total, and shares are of the window", () => {
  const groups = contextGroups(view);
  expect(groups.map(({ name, tokens, share }) => [name, tokens, share])).toEqual([
    ["instructions", 100, 0.1],
    ["memory", 30, 0.03],
    ["tools", 70, 0.07],
    ["messages", 50, 0.05],
  ]);
  expect(groups.reduce((sum, group) => sum + group.tokens, 0)).toBe(view.total_tokens);
});

test("what stands in several places is told once, messages are only counted", () => {
  const [, memory, , messages] = contextGroups(view);
  expect(memory.parts).toEqual([
    { key: "memory_block:human", name: "human", tokens: 20 },
    { key: "memory_frame:Around the blocks", name: "Around the blocks", tokens: 10 },
  ]);
  expect(messages).toMatchObject({ count: 2, parts: [] });
});

test("tokens are found by block", () => {
  expect(tokensByBlock(view)).toEqual({ "block-1": 20 });
});
