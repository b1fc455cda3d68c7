import { expect, test } from "vitest";
import { emptyStory, type RunStory } from "./run-story";
import { selectedStepId } from "./selection";
import type { MeasuredStep } from "./timeline";

const measured = (status = "success") =>
  [{ step: { id: "step-1", status: "success" } }, { step: { id: "step-2", status } }] as MeasuredStep[];
const story: RunStory = {
  ...emptyStory,
  steps: [
    {
      id: "step-2",
      status: "success",
      startedAtMs: null,
      parts: [{ kind: "text", key: "k", messageId: "message-9", text: "" }],
    },
    { id: "step-3", status: "running", startedAtMs: null, parts: [] },
  ],
};

test("a link means a step by its id, or the step of a message", () => {
  expect(selectedStepId("step-2", measured(), story, false)).toBe("step-2");
  expect(selectedStepId("message-9", measured(), story, false)).toBe("step-2");
});

test("without a link a finished run opens at its failure or its beginning, a live one at its newest step", () => {
  expect(selectedStepId("", measured("failed"), story, false)).toBe("step-2");
  expect(selectedStepId("", measured(), story, false)).toBe("step-1");
  expect(selectedStepId("", measured(), story, true)).toBe("step-3");
});

test("a link to something that is not here is no reason to show nothing", () => {
  expect(selectedStepId("step-404", measured(), story, false)).toBe("step-1");
  expect(selectedStepId("step-404", [], emptyStory, false)).toBeNull();
});
