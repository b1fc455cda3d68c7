import { describe, expect, test } from "vitest";
import { type Message, textOf } from "../messages";
import { ModelError } from "../model-error";
import type { Model } from "../ports";
import { fakeCompaction, windowed } from "../testing/compaction";
import { randomHistory } from "../testing/histories";
import { callTool, type ScriptedModel, text } from "../testing/scripted-model";
import { countingIds, systemMessage, tickingClock } from "../testing/turns";
import { type CompactionTask, compactWindow } from "./compact-window";
import { ACKNOWLEDGEMENT, defaultPrompt } from "./prompts";
import type { CompactionRules } from "./rules";
import { readSummary } from "./stored-summary";

const overflow = () => new ModelError("context_window_exceeded", "prompt is too long");
const outage = () => new ModelError("overloaded", "try later");
const refusedKey = () => new ModelError("authentication", "no such key");
const tool = { name: "roll", description: "Rolls dice", parameters: { type: "object", properties: {} } };

const row = (role: Message["role"], number: number, fields: Partial<Message> = {}): Message => ({
  id: `message-${role}-${number}`,
  role,
  content: [{ type: "text", text: `${role} ${number}` }],
  created_at: systemMessage.created_at,
  ...fields,
});

const talk = (turns: number) => [
  systemMessage,
  ...Array.from({ length: turns }, (_, turn) => [row("user", turn), row("assistant", turn)]).flat(),
];

const working = (): Message[] => [
  systemMessage,
  row("user", 0, {
    content: [
      { type: "text", text: "look" },
      { type: "image", source: { type: "url", url: "https://a.test/b.png" } },
    ],
  }),
  row("assistant", 0, {
    content: [],
    tool_calls: [{ id: "c1", type: "function", function: { name: "roll", arguments: '{"sides":6}' } }],
  }),
  row("tool", 0, {
    tool_returns: [
      {
        tool_call_id: "c1",
        status: "success",
        func_response: JSON.stringify({ status: "OK", message: "9".repeat(6_000), time: "now" }),
      },
    ],
  }),
  row("user", 1),
];

interface Asked {
  messages?: Message[];
  rules?: Partial<CompactionRules>;
  summarisers?: Model[];
  task?: Partial<CompactionTask>;
}

async function compact({ messages = talk(10), rules, summarisers = [], task }: Asked) {
  const port = fakeCompaction(summarisers, rules);
  const whole: CompactionTask = {
    messages,
    keptFromEnd: 0,
    trigger: "manual",
    tokensBefore: 500,
    effort: "configured",
    mayNote: false,
    model: windowed(10_000),
    tools: [tool],
    place: { step_id: null, run_id: null, conversation_id: null },
    timezone: "UTC",
    ids: countingIds(),
    clock: tickingClock(),
    signal: new AbortController().signal,
    ...task,
  };
  const compaction = await compactWindow(whole, port);
  if (!compaction) throw new Error("Nothing was compacted");
  return { ...compaction, port };
}

const asked = (model: ScriptedModel, call = 0) =>
  model.requests[call].messages.map((message) => textOf(message.content));

test("the summary is stored as an alert whose text clients and people can read, and can be read back from it", async () => {
  const { row: stored, stats } = await compact({ summarisers: [windowed(10_000, [text("They talked.")])] });
  expect(stored).toMatchObject({ role: "summary", step_id: null, run_id: null });
  const envelope = JSON.parse(textOf(stored.content)) as { message: string };
  expect(Object.keys(envelope)).toEqual(["type", "message", "time", "compaction_stats"]);
  expect(envelope).toMatchObject({ type: "system_alert", compaction_stats: stats });
  const hidden = stats.messages_count_before - stats.messages_count_after;
  expect(envelope.message).toMatch(new RegExp(`^Note: ${hidden} messages from the beginning .* hidden`));
  expect(envelope.message).toMatch(/\nThe following is a summary of the previous messages:\n They talked\.$/);
  expect(readSummary(stored)).toBe("They talked.");
});

describe("all", () => {
  test("hides everything but the system message", async () => {
    const summariser = windowed(10_000, [text("They talked.")]);
    const { messages, evictedIds, stats } = await compact({
      rules: { mode: "all" },
      summarisers: [summariser],
    });
    expect(messages.map(({ role }) => role)).toEqual(["system", "summary"]);
    expect(evictedIds).toEqual(
      talk(10)
        .slice(1)
        .map(({ id }) => id),
    );
    expect(stats).toMatchObject({
      messages_count_before: 21,
      messages_count_after: 2,
      context_tokens_before: 500,
    });
    expect(asked(summariser)[0]).toBe(defaultPrompt("all"));
  });

  test("the summariser reads a transcript without images and without tools to call", async () => {
    const summariser = windowed(10_000, [text("They rolled.")]);
    await compact({ messages: working(), rules: { mode: "all" }, summarisers: [summariser] });
    const [request] = summariser.requests;
    expect(request).toMatchObject({ tools: [], toolChoice: "none", responseFormat: { type: "text" } });
    const lines = asked(summariser)[1].split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["<start_transcript>", "<end_transcript>"]);
    expect(lines.slice(1, -1).map((line) => JSON.parse(line))).toMatchObject([
      { role: "user", content: "look\n[Image omitted]" },
      { role: "assistant", tool_calls: [{ name: "roll", arguments: '{"sides":6}' }] },
      { role: "tool", tool_returns: [{ status: "success", content: "9".repeat(6_000) }] },
      { role: "user", content: "user 1" },
    ]);
  });
});

describe("sliding_window", () => {
  test("keeps the newest messages and summarises the others", async () => {
    const summariser = windowed(10_000, [text("They talked.")]);
    const { messages } = await compact({ summarisers: [summariser] });
    expect(messages.slice(2)).toEqual(talk(10).slice(8));
    const [prompt, transcript] = asked(summariser);
    expect(prompt).toBe(defaultPrompt("sliding_window"));
    expect(transcript).toContain("user 3");
    expect(transcript).not.toContain("assistant 3");
  });

  test("an earlier summary is part of what is summarised, without its envelope", async () => {
    const first = await compact({ summarisers: [windowed(10_000, [text("Once upon a time.")])] });
    const summariser = windowed(10_000, [text("They talked on.")]);
    await compact({ messages: [...first.messages, ...talk(5).slice(1)], summarisers: [summariser] });
    expect(asked(summariser)[1]).toContain('{"role":"summary","content":"Once upon a time."}');
  });

  test("what still does not fit behind the first summary is hidden behind a second", async () => {
    // The goal of the cut leaves tools out, so the rest may be too much with them.
    const tools = [{ ...tool, description: "x".repeat(2_400) }];
    const messages = talk(10).map((message) => ({
      ...message,
      content: [{ type: "text" as const, text: textOf(message.content).padEnd(120, "x") }],
    }));
    const summariser = windowed(10_000, [text("First part.")], [text("All of it.")]);
    const done = await compact({
      messages,
      summarisers: [summariser],
      task: { model: windowed(1_000), tools },
    });
    expect(done.messages.map(({ role }) => role)).toEqual(["system", "summary"]);
    expect(asked(summariser, 1)[1]).toContain("First part.");
    expect(done.evictedIds).toEqual(messages.slice(1).map(({ id }) => id));
    expect(done.summary).toBe("All of it.");
  });
});

describe("self_compact", () => {
  test("asks the agent's own model with its own messages and tools, so that its provider has them in its cache", async () => {
    const model = windowed(10_000, [text("I talked.")]);
    const messages = [...talk(3), row("user", 9)];
    const { summary } = await compact({ messages, rules: { mode: "self_compact_all" }, task: { model } });
    expect(summary).toBe("I talked.");
    const [request] = model.requests;
    expect(request.tools).toEqual([tool]);
    expect(request.messages.slice(0, 8)).toEqual(messages);
    expect(asked(model).slice(8)).toEqual([ACKNOWLEDGEMENT, defaultPrompt("self_compact_all")]);
  });

  test("in its sliding form the newest messages stay", async () => {
    const model = windowed(10_000, [text("I talked.")]);
    const { messages } = await compact({ rules: { mode: "self_compact_sliding_window" }, task: { model } });
    expect(messages.slice(2)).toEqual(talk(10).slice(8));
    expect(asked(model).at(-1)).toBe(defaultPrompt("self_compact_sliding_window"));
  });

  test("what its model cannot do for all messages is tried for the older ones, then left to a summariser", async () => {
    const model = windowed(10_000, overflow(), [callTool("roll")]);
    const summariser = windowed(10_000, [text("They talked.")]);
    const { messages, summary, port } = await compact({
      rules: { mode: "self_compact_all" },
      summarisers: [summariser],
      task: { model },
    });
    expect(model.requests.map((request) => request.messages.length)).toEqual([22, 10]);
    expect(summary).toBe("They talked.");
    expect(messages).toHaveLength(2);
    expect(port.problems).toHaveLength(2);
  });
});

describe("a summariser", () => {
  test("is asked with the agent's own prompt, and agrees to it first where that is wanted", async () => {
    const summariser = windowed(10_000, [text("ok")]);
    await compact({
      rules: { prompt: "Be brief.", prompt_acknowledgement: true },
      summarisers: [summariser],
    });
    expect(asked(summariser).slice(0, 2)).toEqual(["Be brief.", ACKNOWLEDGEMENT]);
    expect(summariser.requests[0].messages.map(({ role }) => role)).toEqual(["system", "assistant", "user"]);
  });

  test("that finds the transcript too long reads it with short returns, then with less and less of its middle", async () => {
    const messages = [...working(), ...talk(400).slice(1)];
    const summariser = windowed(8_000, overflow(), [text("In short.")]);
    const { summary } = await compact({
      messages,
      rules: { mode: "all" },
      summarisers: [summariser],
      task: { model: windowed(100_000) },
    });
    expect(summary).toBe("In short.");
    const [first, second] = [asked(summariser, 0)[1], asked(summariser, 1)[1]];
    expect(first).toContain("... [truncated 1000 chars]");
    expect(first).toContain("characters of the middle left out");
    expect(first.length).toBeLessThan(8_000 * 0.6 * 4 + 100);
    expect(second.length).toBeLessThan(8_000 * 0.15 * 4 + 100);
    expect(second.slice(0, 100)).toBe(first.slice(0, 100));
    expect(second).toContain("assistant 399");
  });

  test("whose provider refuses it gives way to the agent's own model", async () => {
    const summarisers = [windowed(10_000, refusedKey()), windowed(10_000, [text("They talked.")])];
    expect((await compact({ summarisers })).summary).toBe("They talked.");
  });

  test("that says nothing has failed", async () => {
    await expect(compact({ summarisers: [windowed(10_000, [])] })).rejects.toMatchObject({
      kind: "empty_response",
    });
  });

  test("tells the tokens and the exchange of each call that came to its end", async () => {
    const trace = { request: { q: 1 }, response: { a: 2 } };
    const usage = { input: 1, output: 1, total: 2, cachedInput: null, cacheWrite: null, reasoning: null };
    const answered = windowed(10_000, [text("ok"), { type: "finish", reason: "stop", usage, trace }]);
    const { calls } = await compact({ summarisers: [windowed(10_000, outage()), answered] });
    expect(calls).toEqual([
      { config: answered.config, usage: expect.objectContaining({ input: 1, output: 1 }), trace },
    ]);
  });
});

test.each([
  [100, 100_000, 100],
  [null, 100_000, 4_000],
  // A summary of a long history must not fill a window that has become small.
  [null, 1_000, 1_000],
])("a summary is cut to clip_chars %s in a window of %d", async (clip_chars, contextWindow, length) => {
  const summarisers = [windowed(100_000, [text("s".repeat(4_000))])];
  const { summary } = await compact({
    rules: { clip_chars },
    summarisers,
    task: { model: windowed(contextWindow) },
  });
  const isCut = length < 4_000;
  expect(summary).toBe("s".repeat(length) + (isCut ? "... [summary truncated to fit]" : ""));
});

test("where no summary can be written nothing happens, unless a note is allowed", async () => {
  const summarisers = [windowed(10_000, outage())];
  await expect(compact({ summarisers })).rejects.toMatchObject({ kind: "overloaded" });
  const again = [windowed(10_000, outage())];
  const { summary, messages } = await compact({ summarisers: again, task: { mayNote: true } });
  expect(messages).toHaveLength(2);
  expect(summary).toContain("The user's last message: user 9");
  expect(summary).toContain("assistant: assistant 9");
});

test("a note keeps the beginning of the summary before it", async () => {
  const first = await compact({ summarisers: [windowed(10_000, [text("Ada builds engines.")])] });
  const { summary } = await compact({ messages: first.messages, task: { mayNote: true } });
  expect(summary).toContain("Earlier summary: Ada builds engines.");
});

// Whatever is asked and whatever fails: the new window is the old one with a summary in place of some of it.
test("in every mode a window keeps its system message, the order of its rows, and loses only what it says it hid", async () => {
  const modes = ["all", "sliding_window", "self_compact_all", "self_compact_sliding_window"] as const;
  let compacted = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const messages = randomHistory(seed, 1 + (seed % 30));
    const model = windowed(
      300 + (seed % 9) * 300,
      ...(seed % 3 === 0 ? [outage(), outage()] : [[text("I")], [text("I")]]),
    );
    const summariser = windowed(
      9_000,
      ...(seed % 5 === 0 ? [outage(), outage()] : [[text("They")], [text("They")]]),
    );
    const rules = { mode: modes[seed % 4] };
    const done = await compact({
      messages,
      rules,
      summarisers: [summariser],
      task: { model, mayNote: true },
    }).catch((error: Error) => error);
    if (done instanceof Error) {
      expect(done.message).toBe("Nothing was compacted");
      continue;
    }
    compacted++;
    const kept = messages.filter(({ id }) => !done.evictedIds.includes(id));
    expect(done.messages).toEqual([messages[0], done.row, ...kept.slice(1)]);
    expect(kept.slice(1)).toEqual(messages.slice(messages.length - kept.length + 1));
    expect(done.stats.messages_count_after).toBe(done.messages.length);
  }
  expect(compacted).toBeGreaterThan(150);
});
