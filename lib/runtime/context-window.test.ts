import { describe, expect, test } from "vitest";
import { readSummary } from "./compaction/stored-summary";
import type { Message } from "./messages";
import { ModelError } from "./model-error";
import { fakeCompaction, windowed } from "./testing/compaction";
import { callTool, finish, text } from "./testing/scripted-model";
import { ofType, playTurn, rolesOf, systemMessage, userMessage } from "./testing/turns";

const overflow = () => new ModelError("context_window_exceeded", "prompt is too long");
const outage = () => new ModelError("overloaded", "try later");
const full = finish("stop", { input: 900, output: 60, total: 960 });

/** Turns said before, numbered from 0: a question and an answer of `size` characters each. */
const earlier = (turns: number, size = 40): Message[] => [
  systemMessage,
  ...Array.from({ length: turns }, (_, turn) => [
    said("user", `question ${turn} `, turn * 2, size),
    said("assistant", `answer ${turn} `, turn * 2 + 1, size),
  ]).flat(),
];

const said = (role: "user" | "assistant", words: string, number: number, size: number): Message => ({
  id: `message-00000000-0000-4000-8000-dddddddd${number.toString(16).padStart(4, "0")}`,
  role,
  content: [{ type: "text", text: words.padEnd(size, "x") }],
  created_at: systemMessage.created_at,
});

const textOf = (message: Message) =>
  message.content.map((part) => (part.type === "text" ? part.text : "")).join("");

describe("after a step that filled the window", () => {
  test("the oldest messages give way to a summary, and the turn goes on behind it", async () => {
    const model = windowed(1_000, [callTool("roll"), full], [text("done")]);
    const summariser = windowed(8_000, [text("They asked ten questions.")]);
    const { events, stopped } = await playTurn({
      model,
      tools: { roll: {} },
      history: earlier(10),
      compaction: fakeCompaction([summariser]),
    });
    expect(stopped.stop_reason).toBe("end_turn");
    const [compacted] = ofType(events, "compacted");
    expect(compacted.stats).toMatchObject({
      trigger: "post_step_context_check",
      context_tokens_before: 960,
      context_window: 1_000,
      messages_count_before: 24,
    });
    const [, second] = model.requests;
    expect(rolesOf(second.messages.slice(0, 3))).toEqual(["system", "summary", "assistant"]);
    expect(textOf(second.messages[0])).toBe("Compiled again.");
    expect(readSummary(second.messages[1])).toBe("They asked ten questions.");
    expect(second.messages).toHaveLength(compacted.stats.messages_count_after);
    expect(second.messages.slice(2).map(({ id }) => id)).toEqual(
      [...model.requests[0].messages, ...ofType(events, "step_completed")[0].messages.slice(1)]
        .map(({ id }) => id)
        .slice(1)
        .filter((id) => !compacted.evicted_ids.includes(id)),
    );
  });

  // The next turn would begin with an overflow otherwise.
  test("a turn that is over is followed by a compaction; its usage tells the new size and not the summariser's", async () => {
    const summariser = windowed(8_000, [
      text("A summary."),
      finish("stop", { input: 5_000, output: 90, total: 5_090 }),
    ]);
    const { events, stopped } = await playTurn({
      model: windowed(1_000, [text("bye"), full]),
      history: earlier(10),
      compaction: fakeCompaction([summariser]),
    });
    const names = events.map(({ type }) => type).slice(-4);
    expect(names).toEqual(["step_completed", "compaction_started", "compacted", "stopped"]);
    const [{ stats }] = ofType(events, "compacted");
    expect(stopped).toMatchObject({ stop_reason: "end_turn" });
    expect(stopped.usage).toMatchObject({
      total_tokens: 960,
      step_count: 1,
      context_tokens: stats.context_tokens_after,
    });
  });

  test("up to nine tenths of it nothing happens", async () => {
    const usage = finish("stop", { input: 800, output: 100, total: 900 });
    const { events } = await playTurn({
      model: windowed(1_000, [text("bye"), usage]),
      history: earlier(10),
      compaction: fakeCompaction([]),
    });
    expect(ofType(events, "compaction_started")).toEqual([]);
  });

  test("a pending approval stays whole in the window", async () => {
    const model = windowed(1_000, [callTool("roll", {}, "c1"), callTool("launch", {}, "c2"), full]);
    const { events, stored, stopped } = await playTurn({
      model,
      tools: { roll: {}, launch: {} },
      toolRules: [{ type: "requires_approval", tool_name: "launch" }],
      history: earlier(10),
      compaction: fakeCompaction([windowed(8_000, [text("A summary.")])], { mode: "all" }),
    });
    expect(stopped.stop_reason).toBe("requires_approval");
    const [{ evicted_ids, stats }] = ofType(events, "compacted");
    expect(stats.messages_count_after).toBe(4);
    expect(rolesOf(stored)).toEqual(["user", "assistant", "approval"]);
    expect(evicted_ids).toContain(stored[0].id);
    expect(evicted_ids).not.toContain(stored[1].id);
    expect(evicted_ids).not.toContain(stored[2].id);
  });

  test("while there is room left a summary that cannot be written changes nothing", async () => {
    const compaction = fakeCompaction([windowed(8_000, outage())]);
    const { events, stopped } = await playTurn({
      model: windowed(1_000, [text("bye"), full]),
      history: earlier(10),
      compaction,
    });
    expect(stopped).toMatchObject({ stop_reason: "end_turn", error: null });
    expect(ofType(events, "compacted")).toEqual([]);
    expect(compaction.problems).not.toEqual([]);
  });

  // Some servers cut what is too long in silence: without room the agent would lose the end of what it is told.
  test("beyond the window messages give way to a note when no summary can be written", async () => {
    const { events, stopped } = await playTurn({
      model: windowed(1_000, [text("bye"), finish("stop", { input: 1_100, output: 60, total: 1_160 })]),
      history: earlier(10),
      compaction: fakeCompaction([windowed(8_000, outage())]),
    });
    expect(stopped.stop_reason).toBe("end_turn");
    const [{ summary }] = ofType(events, "compacted");
    expect(summary).toContain("No summary could be written");
    expect(summary).toContain("answer 9");
  });

  test("a cancelled turn is not compacted", async () => {
    const abort = new AbortController();
    const { events, stopped } = await playTurn({
      model: windowed(1_000, [text("bye"), full]),
      history: earlier(10),
      compaction: fakeCompaction([]),
      signal: abort.signal,
      onEvent: ({ type }) => type === "step_completed" && abort.abort(),
    });
    expect(ofType(events, "compaction_started")).toEqual([]);
    expect(stopped.stop_reason).toBe("end_turn");
  });
});

describe("when the provider refuses a request as too long", () => {
  test("the step is tried again behind a summary, under its own id and with its input", async () => {
    const model = windowed(32_000, overflow(), [text("hello")]);
    const { events, stored, stopped } = await playTurn({
      model,
      history: earlier(10),
      compaction: fakeCompaction([windowed(8_000, [text("A summary.")])]),
    });
    expect(stopped.stop_reason).toBe("end_turn");
    expect(events.map(({ type }) => type)).toEqual([
      "step_started",
      "compaction_started",
      "compacted",
      "delta",
      "step_completed",
      "stopped",
    ]);
    expect(ofType(events, "compacted")[0]).toMatchObject({ stats: { trigger: "context_window_exceeded" } });
    expect(ofType(events, "compacted")[0].step_id).toBe(ofType(events, "step_completed")[0].step_id);
    expect(rolesOf(stored)).toEqual(["user", "assistant"]);
    expect(rolesOf(model.requests[1].messages).slice(0, 2)).toEqual(["system", "summary"]);
    expect(model.requests[1].messages.at(-1)?.id).toBe(userMessage("").id);
  });

  test("each refusal hides more: a part, then all, then all behind a short note", async () => {
    const model = windowed(32_000, overflow(), overflow(), overflow(), [text("at last")]);
    const summariser = windowed(
      8_000,
      [text("First summary.")],
      [text("Second summary.".padEnd(3_000, "."))],
    );
    const { events, stopped } = await playTurn({
      model,
      history: earlier(10),
      compaction: fakeCompaction([summariser]),
    });
    expect(stopped.stop_reason).toBe("end_turn");
    const sizes = model.requests.map(({ messages }) => messages.length);
    expect(sizes[1]).toBeLessThan(sizes[0]);
    expect(sizes.slice(2)).toEqual([3, 3]);
    const [, second, note] = ofType(events, "compacted");
    expect(note.evicted_ids).toEqual([second.row.id]);
    expect(note.summary.length).toBeLessThanOrEqual(1_000);
    expect(note.summary).toContain("Second summary.");
  });

  test("after three compactions the turn ends in that error, and its input is not stored", async () => {
    const model = windowed(32_000, overflow(), overflow(), overflow(), overflow());
    const summariser = windowed(8_000, [text("One.")], [text("Two.".padEnd(3_000, "."))]);
    const { stored, stopped } = await playTurn({
      model,
      history: earlier(10),
      compaction: fakeCompaction([summariser]),
    });
    expect(stopped).toMatchObject({ stop_reason: "error", error: { error_type: "context_window_exceeded" } });
    expect(model.requests).toHaveLength(4);
    expect(stored).toEqual([]);
  });

  test("nothing is hidden in vain where there is nothing but the input, or the input alone is too long", async () => {
    const alone = windowed(1_000, overflow());
    const first = await playTurn({ model: alone, compaction: fakeCompaction([]) });
    expect(first.stopped.error?.error_type).toBe("context_window_exceeded");
    const huge = windowed(1_000, overflow());
    const input = [userMessage("x".repeat(9_000))];
    const second = await playTurn({
      model: huge,
      input,
      history: earlier(10),
      compaction: fakeCompaction([]),
    });
    expect(second.stopped.error?.error_type).toBe("context_window_exceeded");
    expect(ofType(second.events, "compaction_started")).toEqual([]);
  });

  test("without a model that can write a summary, messages give way to a note rather than the agent to its window", async () => {
    const model = windowed(32_000, overflow(), [text("hello")]);
    const { events, stopped } = await playTurn({
      model,
      history: earlier(10),
      compaction: fakeCompaction([]),
    });
    expect(stopped.stop_reason).toBe("end_turn");
    const [{ summary, stats }] = ofType(events, "compacted");
    expect(stats.messages_count_after).toBe(3);
    expect(summary).toContain("The user's last message: question 9");
  });

  test("half an answer is never followed by another: an overflow behind the first words is the step's failure", async () => {
    const model = windowed(32_000);
    model.stream = async function* () {
      yield text("Half a sen");
      throw overflow();
    };
    const { stopped, events } = await playTurn({
      model,
      history: earlier(10),
      compaction: fakeCompaction([]),
    });
    expect(stopped.error?.error_type).toBe("context_window_exceeded");
    expect(ofType(events, "compaction_started")).toEqual([]);
  });

  test("cancelling while the summary is written ends the turn as cancelled, with the window as it was", async () => {
    const abort = new AbortController();
    const summariser = windowed(8_000);
    summariser.stream = async function* ({ signal }) {
      yield text("A sum");
      abort.abort();
      signal.throwIfAborted();
    };
    const { events, stopped } = await playTurn({
      model: windowed(32_000, overflow()),
      history: earlier(10),
      compaction: fakeCompaction([summariser]),
      signal: abort.signal,
    });
    expect(stopped.stop_reason).toBe("cancelled");
    expect(ofType(events, "compacted")).toEqual([]);
  });
});

test("a request that is too long by our own count is compacted before it is sent", async () => {
  const model = windowed(1_000, [text("hello")]);
  const { events, stopped } = await playTurn({
    model,
    history: earlier(20, 300),
    compaction: fakeCompaction([windowed(8_000, [text("A summary.")])]),
  });
  expect(stopped.stop_reason).toBe("end_turn");
  expect(model.requests).toHaveLength(1);
  const [{ stats }] = ofType(events, "compacted");
  expect(stats.context_tokens_before).toBeGreaterThan(1_000);
  expect(stats.context_tokens_after).toBeLessThan(1_000);
});

// What is too long by an estimate may still be short enough for the provider.
test("where no summary can be written for it, such a request is sent as it is", async () => {
  const model = windowed(1_000, [text("hello")]);
  const compaction = fakeCompaction([windowed(8_000, outage())]);
  const { events, stopped } = await playTurn({ model, history: earlier(20, 300), compaction });
  expect(stopped.stop_reason).toBe("end_turn");
  expect(model.requests[0].messages).toHaveLength(42);
  expect(ofType(events, "compacted")).toEqual([]);
  expect(compaction.problems).not.toEqual([]);
});

test("a long tool return is compacted away before the next call, by the provider's count and ours", async () => {
  const model = windowed(
    4_000,
    [callTool("read"), finish("tool_calls", { input: 3_500, output: 50, total: 3_550 })],
    [text("ok")],
  );
  const { events, stopped } = await playTurn({
    model,
    tools: { read: { run: () => "data ".repeat(2_000) } },
    history: earlier(20, 350),
    compaction: fakeCompaction([windowed(64_000, [text("A summary.")], [text("Another.")])]),
  });
  expect(stopped.stop_reason).toBe("end_turn");
  const [step] = ofType(events, "step_completed");
  expect(events.indexOf(ofType(events, "compacted")[0])).toBeGreaterThan(events.indexOf(step));
  expect(rolesOf(model.requests[1].messages).slice(0, 2)).toEqual(["system", "summary"]);
});

test("a system prompt as long as the window has a stop reason of its own", async () => {
  const system: Message = { ...systemMessage, content: [{ type: "text", text: "y".repeat(8_000) }] };
  const model = windowed(1_000, [text("never")]);
  const { stopped, events, stored } = await playTurn({
    model,
    history: [system, ...earlier(3).slice(1)],
    compaction: fakeCompaction([]),
  });
  const kind = "context_window_overflow_in_system_prompt";
  expect(stopped).toMatchObject({ stop_reason: kind, error: { error_type: kind } });
  expect(ofType(events, "step_failed")[0].stop_reason).toBe(kind);
  expect(stored).toEqual([]);
  expect(model.requests).toEqual([]);
});

test("a window in which everything but the system prompt has been hidden is not compacted again and again", async () => {
  const summariser = windowed(8_000, [text("A summary.")]);
  const compaction = fakeCompaction([summariser], { mode: "all" });
  const first = await playTurn({
    model: windowed(1_000, [text("one"), full]),
    history: earlier(3),
    compaction,
  });
  const [{ row }] = ofType(first.events, "compacted");
  const again = await playTurn({
    model: windowed(1_000, [full]),
    history: [systemMessage, row],
    input: [],
    compaction,
  });
  expect(ofType(again.events, "compaction_started")).toEqual([]);
  expect(again.stopped.stop_reason).toBe("end_turn");
});
