import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs/schemas";
import { emptyStory, type RunStory } from "./run-story";
import type { ToolPart } from "./story-parts";
import { type MeasuredStep, ticks, timeline } from "./timeline";

const origin = Date.parse("2026-01-01T00:00:00Z");
const at = (ms: number) => new Date(origin + ms).toISOString();
const ns = (ms: number) => (origin + ms) * 1e6;

const aRun = (more: Partial<Run> = {}) =>
  ({ created_at: at(0), completed_at: at(2_000), ttft_ns: null, ...more }) as Run;

const aStep = (
  id: string,
  fromMs: number,
  modelMs: number,
  toolsMs = 0,
  more: object = {},
): MeasuredStep => ({
  step: { id, status: "success", model: "gpt", prompt_tokens: 100, completion_tokens: 7, ...more } as never,
  metrics: {
    step_start_ns: ns(fromMs),
    llm_request_start_ns: ns(fromMs + 10),
    llm_request_ns: modelMs * 1e6,
    tool_execution_ns: toolsMs * 1e6,
    step_ns: (modelMs + toolsMs + 20) * 1e6,
  } as never,
});

const aTool = (callId: string, more: Partial<ToolPart> = {}): ToolPart => ({
  kind: "tool",
  key: `tool:${callId}`,
  messageId: null,
  callId,
  name: callId,
  arguments: "",
  needsApproval: false,
  isStarted: true,
  startedAtMs: null,
  durationMs: null,
  result: { status: "success", text: "" },
  ...more,
});

const aStory = (steps: [id: string, tools: ToolPart[], startedAtMs?: number][]): RunStory => ({
  ...emptyStory,
  steps: steps.map(([id, parts, startedAtMs = null]) => ({
    id,
    status: "running" as const,
    startedAtMs,
    parts,
  })),
});

const shape = (run: Run, steps: MeasuredStep[], story: RunStory, nowMs = origin) =>
  timeline(run, steps, story, nowMs).bars.map(({ label, startMs, durationMs, state }) => [
    label,
    Math.round(startMs),
    Math.round(durationMs),
    state,
  ]);

test("a step is its model call and then its tools, one after the other", () => {
  const story = aStory([["s1", [aTool("a", { durationMs: 40 }), aTool("b", { durationMs: 60 })]]]);
  expect(shape(aRun(), [aStep("s1", 0, 500, 100)], story)).toEqual([
    ["Step 1", 0, 620, "done"],
    ["gpt", 10, 500, "done"],
    ["a", 510, 40, "done"],
    ["b", 550, 60, "done"],
  ]);
});

test("tools that together took longer than there was time ran beside each other", () => {
  const story = aStory([["s1", [aTool("a", { durationMs: 90 }), aTool("b", { durationMs: 100 })]]]);
  const bars = shape(aRun(), [aStep("s1", 0, 500, 100)], story);
  expect(bars.slice(2)).toEqual([
    ["a", 510, 90, "done"],
    ["b", 510, 100, "done"],
  ]);
});

test("where no durations are kept, tools share what the step spent on them", () => {
  const bars = shape(aRun(), [aStep("s1", 0, 500, 100)], aStory([["s1", [aTool("a"), aTool("b")]]]));
  expect(bars.slice(2)).toEqual([
    ["a", 510, 50, "done"],
    ["b", 560, 50, "done"],
  ]);
});

test("a wait before the first step is shown, the server's own bookkeeping is not", () => {
  expect(shape(aRun(), [aStep("s1", 800, 100)], emptyStory)[0]).toEqual(["Queued", 0, 800, "done"]);
  expect(shape(aRun(), [aStep("s1", 12, 100)], emptyStory)[0][0]).toBe("Step 1");
});

test("the step that goes on begins where the last one ended and lasts until now", () => {
  const run = aRun({ completed_at: null });
  expect(
    shape(
      run,
      [aStep("s1", 0, 480)],
      aStory([
        ["s1", []],
        ["s2", []],
      ]),
      origin + 1_200,
    ),
  ).toEqual([
    ["Step 1", 0, 500, "done"],
    ["gpt", 10, 480, "done"],
    ["Step 2", 500, 700, "running"],
    ["Model", 500, 700, "running"],
  ]);
});

test("a tool that was seen to start ends the model call of its step", () => {
  const run = aRun({ completed_at: null });
  const tool = aTool("a", { startedAtMs: origin + 300, result: null });
  expect(shape(run, [], aStory([["s1", [tool]]]), origin + 1_000)).toEqual([
    ["Step 1", 0, 1_000, "running"],
    ["Model", 0, 300, "done"],
    ["a", 300, 700, "running"],
  ]);
});

test("a failed step fails where it broke: at the model, or at its tool", () => {
  const failed = { status: "failed" };
  expect(shape(aRun(), [aStep("s1", 0, 500, 0, failed)], emptyStory).map((bar) => bar[3])).toEqual([
    "failed",
    "failed",
  ]);
  const story = aStory([["s1", [aTool("a", { durationMs: 5, result: { status: "error", text: "" } })]]]);
  expect(shape(aRun(), [aStep("s1", 0, 500, 5, failed)], story).map((bar) => bar[3])).toEqual([
    "failed",
    "done",
    "failed",
  ]);
});

test("a model call that broke off lasts as long as its step", () => {
  const step = aStep("s1", 0, 500, 0, { status: "failed" });
  step.metrics.llm_request_ns = null;
  expect(shape(aRun(), [step], emptyStory)[1]).toEqual(["gpt", 10, 510, "failed"]);
});

test("the first word is marked in the first model call, if it came there", () => {
  const bars = timeline(aRun({ ttft_ns: 210e6 }), [aStep("s1", 0, 500)], emptyStory, origin).bars;
  expect(bars[1].firstTokenMs).toBeCloseTo(200);
  expect(
    timeline(aRun({ ttft_ns: 9e9 }), [aStep("s1", 0, 500)], emptyStory, origin).bars[1].firstTokenMs,
  ).toBeNull();
});

test("the axis is marked at round moments, well apart from its end", () => {
  expect(ticks(2_600)).toEqual([0, 1_000, 2_000]);
  expect(ticks(430)).toEqual([0, 100, 200, 300]);
  expect(ticks(61_000)).toEqual([0, 20_000, 40_000]);
});
