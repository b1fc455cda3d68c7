import { expect, test } from "vitest";
import { callTool, scriptedModel, text } from "../testing/scripted-model";
import { playTurn } from "../testing/turns";
import type { ToolRule } from "../tool-rules/rules";
import { isPlainAgentType } from "./loop-kind";

const tools = { memory_insert: {}, memory_finish_edits: {} };
const ends: ToolRule[] = [{ type: "exit_loop", tool_name: "memory_finish_edits" }];

const choiceOf = async (options: { agentType: string; toolRules: ToolRule[]; reasons?: boolean }) => {
  const model = scriptedModel([callTool("memory_finish_edits")], [text("ok")]);
  const config = { ...model.config, enable_reasoner: options.reasons ?? false };
  await playTurn({ model: Object.assign(model, { config }), tools, ...options });
  return model.requests[0].toolChoice;
};

test("a keeper of memory has to call a tool in every step, where it has one to end with", async () => {
  expect(await choiceOf({ agentType: "sleeptime_agent", toolRules: ends })).toBe("required");
  expect(await choiceOf({ agentType: "sleeptime_agent", toolRules: [] })).toBe("auto");
  expect(await choiceOf({ agentType: "letta_v1_agent", toolRules: ends })).toBe("auto");
});

// Providers refuse to force a model that thinks by itself.
test("a keeper whose model reasons is left to choose", async () => {
  expect(await choiceOf({ agentType: "sleeptime_agent", toolRules: ends, reasons: true })).toBe("auto");
});

test.each([
  ["letta_v1_agent", true],
  ["sleeptime_agent", true],
  ["memgpt_agent", false],
  ["memgpt_v2_agent", false],
  ["react_agent", false],
  ["workflow_agent", false],
  ["split_thread_agent", false],
  ["voice_convo_agent", false],
  ["voice_sleeptime_agent", false],
])("%s may answer in text: %s", (agentType, isPlain) => {
  expect(isPlainAgentType(agentType)).toBe(isPlain);
});
