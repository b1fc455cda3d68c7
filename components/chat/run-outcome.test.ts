import { expect, test } from "vitest";
import { describeOutcome } from "./run-outcome";

const error = (type: string) => ({ type, message: "no", detail: null });

test("an end that speaks for itself is not announced", () => {
  expect(describeOutcome({ stopReason: "end_turn", error: null })).toBeNull();
  expect(describeOutcome({ stopReason: "requires_approval", error: null })).toBeNull();
});

test("trouble with a provider says what to do and where", () => {
  expect(describeOutcome({ stopReason: "llm_api_error", error: error("llm_authentication") })).toMatchObject({
    tone: "danger",
    place: "models",
    advice: expect.stringContaining("key"),
  });
});

test("an agent that waits for an approval is no failure", () => {
  expect(describeOutcome({ stopReason: "error", error: error("pending_approval") })).toMatchObject({
    tone: "mark",
  });
});

test("every failure has an advice, also one of an unknown kind", () => {
  expect(describeOutcome({ stopReason: "error", error: error("new_kind") })?.advice).toBeTruthy();
});
