import { expect, test } from "vitest";
import { defaultBlockDescription } from "./default-block-description";
import { defaultSystemPrompt } from "./default-system-prompt";

test.each([
  "letta_v1_agent",
  "memgpt_agent",
  "memgpt_v2_agent",
  "sleeptime_agent",
  "react_agent",
  "workflow_agent",
  "voice_convo_agent",
  "voice_sleeptime_agent",
])("%s has a framed prompt without a place for memory, so memory follows it", (agentType) => {
  const prompt = defaultSystemPrompt(agentType);
  expect(prompt).toMatch(/^<base_instructions>\n[\s\S]*\n<\/base_instructions>$/);
  expect(prompt).not.toContain("{CORE_MEMORY}");
});

test.each(["split_thread_agent", "toString"])("%s must bring its own prompt", (agentType) => {
  expect(() => defaultSystemPrompt(agentType)).toThrow(agentType);
});

test("only human and persona blocks describe themselves", () => {
  expect(defaultBlockDescription("human")).toBeTruthy();
  expect(defaultBlockDescription("persona")).toBeTruthy();
  expect(defaultBlockDescription("project")).toBeNull();
  expect(defaultBlockDescription("constructor")).toBeNull();
});
