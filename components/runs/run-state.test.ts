import { expect, test } from "vitest";
import { StopReasonType } from "@/lib/contract/runs/stop-reason";
import { runError, runProblem } from "./run-problem";
import { runDurationMs, runState } from "./run-state";

const ended = (stop_reason: StopReasonType | null, metadata: Record<string, unknown> = {}) => ({
  status: "failed" as const,
  stop_reason,
  metadata,
});

test("every stop reason has a name, and every failure says what to do next", () => {
  for (const reason of StopReasonType.options) {
    const { label, tone } = runState({ status: "completed", stop_reason: reason });
    expect(label).not.toBe("");
    if (tone === "danger") expect(runProblem(ended(reason))?.advice).toBeTruthy();
    if (tone === "positive") expect(runProblem({ ...ended(reason), status: "completed" })).toBeNull();
  }
});

test("a run that was stopped by hand is no failure", () => {
  expect(runState({ status: "cancelled", stop_reason: "cancelled" }).tone).toBe("neutral");
  expect(runProblem({ status: "cancelled", stop_reason: "cancelled", metadata: {} })).toBeNull();
});

test("the kind of the error decides on the advice, its words are kept", () => {
  const error = {
    error_type: "llm_authentication",
    message: "openai (401): no",
    detail: "UNAUTHENTICATED: no",
  };
  const problem = runProblem(ended("llm_api_error", { error }));
  expect(problem).toMatchObject({
    title: "The model could not answer",
    place: "models",
    error: { type: "llm_authentication", message: "openai (401): no", detail: "UNAUTHENTICATED: no" },
  });
  expect(problem?.advice).toContain("key");
});

test("an error that is only a text, or none, is no reason to break", () => {
  expect(runError({ metadata: { error: "gone" } })).toEqual({ type: null, message: "gone", detail: null });
  expect(runError({ metadata: null })).toBeNull();
  expect(runProblem(ended(null))?.title).toBe("The run failed");
});

test("a run that goes on is as long as it has lasted", () => {
  const created_at = "2026-01-01T00:00:00Z";
  expect(runDurationMs({ created_at, completed_at: "2026-01-01T00:00:02.500Z" }, 0)).toBe(2_500);
  expect(runDurationMs({ created_at, completed_at: null }, Date.parse(created_at) + 40)).toBe(40);
});
