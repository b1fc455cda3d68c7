import { describe, expect, test } from "vitest";
import type { Message } from "../messages";
import { randomHistory } from "../testing/histories";
import { systemMessage } from "../testing/turns";
import { cutAll, cutSliding } from "./select";
import { TokenMeter } from "./token-meter";

const meter = () => new TokenMeter((text) => Math.ceil(text.length / 4));
const text = (words: string) => [{ type: "text" as const, text: words }];
let number = 0;
const row = (role: Message["role"], fields: Partial<Message> = {}): Message => ({
  id: `message-${++number}`,
  role,
  content: text(role),
  created_at: systemMessage.created_at,
  ...fields,
});
const call = (id: string) => ({ id, type: "function" as const, function: { name: "roll", arguments: "{}" } });
const returns = (...ids: string[]) =>
  ids.map((tool_call_id) => ({ tool_call_id, status: "success" as const, func_response: "4" }));
const slide = (messages: Message[], { percentage = 0.3, contextWindow = 100_000, keptFromEnd = 0 } = {}) =>
  cutSliding({ messages, keptFromEnd }, { percentage, contextWindow, count: (rows) => meter().count(rows) });

/** Index of the call that a return belongs to: the latest of its id before it. */
const askedAt = (messages: Message[], before: number, id: string) =>
  messages.slice(0, before).findLastIndex((message) => message.tool_calls?.some((item) => item.id === id));

/** Every call on one side of the cut has its return on the same side, and what waits for an answer stays. */
function assertClean(messages: Message[], cut: number) {
  messages.forEach((message, index) => {
    const answered = [...(message.tool_returns ?? []), ...(message.approvals ?? [])];
    for (const { tool_call_id } of answered) {
      const asked = askedAt(messages, index, tool_call_id);
      expect(asked).toBeGreaterThan(0);
      expect(asked < cut).toBe(index < cut);
    }
  });
  const [before, first] = [messages[cut - 1], messages[cut]];
  const isSplit =
    first?.role === "approval" && before?.role === "assistant" && before.step_id === first.step_id;
  expect(isSplit).toBe(false);
  if (messages.at(-1)?.role === "approval") expect(cut).toBeLessThan(messages.length);
}

describe("whatever a history holds", () => {
  const histories = Array.from({ length: 400 }, (_, seed) => randomHistory(seed + 1, 1 + (seed % 40)));

  test("hiding all of it cuts no call from its return and keeps a pending request with the calls beside it", () => {
    let hidden = 0;
    for (const messages of histories) {
      const cut = cutAll({ messages, keptFromEnd: 0 });
      if (cut === null) continue;
      hidden++;
      assertClean(messages, cut);
      const isPending = messages.at(-1)?.role === "approval";
      const kept = messages.slice(cut).map(({ role }) => role);
      const allowed = isPending ? [["approval"], ["assistant", "approval"]] : [[]];
      expect(allowed).toContainEqual(kept);
    }
    expect(hidden).toBeGreaterThan(300);
  });

  test("hiding the oldest part cuts where an answer begins, no call from its return, and leaves what fits the goal", () => {
    let slid = 0;
    for (const [seed, messages] of histories.entries()) {
      const percentage = [0, 0.3, 0.5, 0.8][seed % 4];
      const contextWindow = 200 + (seed % 7) * 200;
      const cut = slide(messages, { percentage, contextWindow });
      if (cut === null) continue;
      slid++;
      assertClean(messages, cut);
      expect(["assistant", "approval"]).toContain(messages[cut].role);
      expect(cut).toBeGreaterThanOrEqual(3);
      expect(cut).toBeLessThan(messages.length - 1);
      const left = [messages[0], ...messages.slice(cut)];
      expect(meter().count(left)).toBeLessThan((1 - percentage) * contextWindow);
    }
    expect(slid).toBeGreaterThan(100);
  });

  test("input that is not stored yet is never hidden", () => {
    for (const messages of histories) {
      const window = [...messages, row("user"), row("user")];
      for (const cut of [cutAll({ messages: window, keptFromEnd: 2 }), slide(window, { keptFromEnd: 2 })])
        if (cut !== null) expect(cut).toBeLessThanOrEqual(messages.length);
    }
  });
});

const talk = (turns: number) => Array.from({ length: turns }, () => [row("user"), row("assistant")]).flat();

test("with the usual share the first cut hides four tenths of the rows, moved back to where an answer begins", () => {
  const messages = [systemMessage, ...talk(10)];
  // 0.4 × 21 = 8.4 rows; row 8 is an answer.
  expect(slide(messages)).toBe(8);
});

test("more is hidden, by tenths, until the rest takes less than its share of the window", () => {
  const long = (role: "user" | "assistant") => row(role, { content: text("x".repeat(400)) });
  const messages = [
    systemMessage,
    ...Array.from({ length: 10 }, () => [long("user"), long("assistant")]).flat(),
  ];
  const cut = slide(messages, { contextWindow: 1_000 }) as number;
  expect(cut).toBeGreaterThan(8);
  expect(meter().count([systemMessage, ...messages.slice(cut)])).toBeLessThan(700);
  expect(meter().count([systemMessage, ...messages.slice(cut - 4)])).toBeGreaterThan(700);
});

test("where the last answer alone is too long, only hiding all would help", () => {
  const messages = [systemMessage, ...talk(5), row("assistant", { content: text("x".repeat(9_000)) })];
  expect(slide(messages, { contextWindow: 1_000 })).toBeNull();
});

test("a single row is not hidden behind a row", () => {
  expect(slide([systemMessage, row("user"), row("assistant"), row("user")], { percentage: 0 })).toBeNull();
});

test("nothing can be hidden where there is only a system message and what just came in", () => {
  expect(cutAll({ messages: [systemMessage], keptFromEnd: 0 })).toBeNull();
  expect(cutAll({ messages: [systemMessage, row("user")], keptFromEnd: 1 })).toBeNull();
});

test("partial answers to an approval stay with the request they answer", () => {
  const held = row("assistant", { step_id: "step-1", tool_calls: [call("a")] });
  const request = row("approval", { step_id: "step-1", tool_calls: [call("b"), call("c")] });
  const partial = row("approval", { approvals: [{ type: "approval", tool_call_id: "b", approve: true }] });
  const messages = [systemMessage, ...talk(3), held, request, partial];
  expect(cutAll({ messages, keptFromEnd: 0 })).toBe(7);
});

test("a return that comes after other rows keeps its call on its side of the cut", () => {
  const messages = [
    systemMessage,
    row("user"),
    row("user"),
    row("assistant", { tool_calls: [call("late")] }),
    row("assistant"),
    row("tool", { tool_returns: returns("late") }),
    row("assistant"),
    row("user"),
  ];
  for (const percentage of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]) {
    const cut = slide(messages, { percentage });
    if (cut !== null) expect([3, 6]).toContain(cut);
  }
  expect(slide(messages, { percentage: 0.4 })).toBe(3);
});
