import { expect, test } from "vitest";
import { textOf } from "./messages";
import { returnText } from "./returns";
import { callTool, reasoning, scriptedModel, text } from "./testing/scripted-model";
import { playTurn, rolesOf } from "./testing/turns";
import type { ToolRule } from "./tool-rules/rules";

const returned = (message: { tool_returns?: { func_response: unknown }[] | null }) =>
  (message.tool_returns ?? []).map((item) => returnText(item as never));

test("a terminal tool ends the turn", async () => {
  const toolRules: ToolRule[] = [{ type: "exit_loop", tool_name: "bye" }];
  const { stopped, stored } = await playTurn({
    model: scriptedModel([callTool("bye")]),
    tools: { bye: {} },
    toolRules,
  });
  expect(stopped.stop_reason).toBe("tool_rule");
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool"]);
});

test("a terminal tool among parallel calls ends the turn after all of them ran", async () => {
  const toolRules: ToolRule[] = [{ type: "exit_loop", tool_name: "bye" }];
  const model = scriptedModel([callTool("bye"), callTool("roll")]);
  model.config = { ...model.config, parallel_tool_calls: true };
  const { stopped, tools } = await playTurn({ model, tools: { bye: {}, roll: {} }, toolRules });
  expect(stopped.stop_reason).toBe("tool_rule");
  // Rules other than approval switch parallel calls off, so the second call never counted.
  expect(tools.runs.map(({ name }) => name)).toEqual(["bye"]);
});

test("a terminal tool does not end the turn while a required tool is uncalled", async () => {
  const toolRules: ToolRule[] = [
    { type: "exit_loop", tool_name: "bye" },
    { type: "required_before_exit", tool_name: "save" },
  ];
  const model = scriptedModel([callTool("bye")], [callTool("save")], [callTool("bye")]);
  const { stopped, tools } = await playTurn({ model, tools: { bye: {}, save: {} }, toolRules });
  expect(tools.runs.map(({ name }) => name)).toEqual(["bye", "save", "bye"]);
  expect(stopped.stop_reason).toBe("tool_rule");
});

test.each([
  ["nothing", []],
  ["text", [text("All done.")]],
  ["reasoning only", [reasoning("Am I done?")]],
])(
  "an answer of %s while a required tool is uncalled is followed by a note that names the tool",
  async (_, said) => {
    const toolRules: ToolRule[] = [{ type: "required_before_exit", tool_name: "save" }];
    const model = scriptedModel(said, [callTool("save")], [text("Saved.")]);
    const { stopped, stored } = await playTurn({ model, tools: { save: {} }, toolRules });
    const note = stored[said.length > 0 ? 2 : 1];
    expect(note.role).toBe("user");
    expect(JSON.parse(textOf(note.content))).toMatchObject({
      type: "heartbeat",
      reason: expect.stringContaining("save"),
    });
    expect(model.requests[1].messages.at(-1)?.id).toBe(note.id);
    expect(stopped.stop_reason).toBe("end_turn");
  },
);

test("a required tool that the agent does not have keeps no turn alive", async () => {
  const toolRules: ToolRule[] = [{ type: "required_before_exit", tool_name: "absent" }];
  const { stopped } = await playTurn({ model: scriptedModel([text("Done.")]), toolRules });
  expect(stopped.stop_reason).toBe("end_turn");
});

test("a call against the rules is answered with the rule, and the turn goes on", async () => {
  const toolRules: ToolRule[] = [{ type: "constrain_child_tools", tool_name: "plan", children: ["act"] }];
  const model = scriptedModel([callTool("plan")], [callTool("plan")], [callTool("act")], [text("ok")]);
  const { stopped, stored, tools } = await playTurn({ model, tools: { plan: {}, act: {} }, toolRules });
  expect(tools.runs.map(({ name }) => name)).toEqual(["plan", "act"]);
  expect(returned(stored[4])[0]).toContain(
    "[ToolConstraintError] Cannot call plan, valid tools include: ['act']",
  );
  expect(stopped.stop_reason).toBe("end_turn");
});

// The spec counts permitted calls only: a refused one must neither use up a count nor move the rules on.
test("a refused call leaves the rules where they were", async () => {
  const toolRules: ToolRule[] = [{ type: "constrain_child_tools", tool_name: "plan", children: ["act"] }];
  const model = scriptedModel([callTool("plan")], [callTool("other")], [text("ok")]);
  await playTurn({ model, tools: { plan: {}, act: {}, other: {} }, toolRules });
  expect(model.requests[2].tools.map(({ name }) => name)).toEqual(["act"]);
});

test("a refused terminal call does not end the turn", async () => {
  const toolRules: ToolRule[] = [
    { type: "run_first", tool_name: "plan" },
    { type: "exit_loop", tool_name: "bye" },
  ];
  const model = scriptedModel([callTool("bye")], [callTool("plan")], [callTool("bye")]);
  const { stopped, tools } = await playTurn({ model, tools: { plan: {}, bye: {} }, toolRules });
  expect(tools.runs.map(({ name }) => name)).toEqual(["plan", "bye"]);
  expect(stopped.stop_reason).toBe("tool_rule");
});

test("a refused call of a required tool does not count as called", async () => {
  const toolRules: ToolRule[] = [
    { type: "run_first", tool_name: "plan" },
    { type: "required_before_exit", tool_name: "save" },
  ];
  const model = scriptedModel(
    [callTool("save")],
    [callTool("plan")],
    [text("Done?")],
    [callTool("save")],
    [text("Done.")],
  );
  const { tools } = await playTurn({ model, tools: { plan: {}, save: {} }, toolRules });
  expect(tools.runs.map(({ name }) => name)).toEqual(["plan", "save"]);
});

test("the first tool of an init rule is demanded by name, with the arguments the rule fixes", async () => {
  const toolRules: ToolRule[] = [{ type: "run_first", tool_name: "greet", args: { name: "Ada" } }];
  const parameters = { type: "object", properties: { name: { type: "string" } } };
  const model = scriptedModel([callTool("greet", { name: "Bob" })], [text("ok")]);
  const { tools } = await playTurn({ model, tools: { greet: { parameters }, other: {} }, toolRules });
  expect(model.requests[0]).toMatchObject({ toolChoice: { name: "greet" }, tools: [{ name: "greet" }] });
  expect(model.requests[1].toolChoice).toBe("auto");
  expect(tools.runs[0].arguments).toEqual({ name: "Ada" });
});

test("fixed arguments that do not fit the tool end the turn as an invalid call, with the reason as its return", async () => {
  const toolRules: ToolRule[] = [{ type: "run_first", tool_name: "greet", args: { nme: "Ada" } }];
  const { stopped, stored, tools } = await playTurn({
    model: scriptedModel([callTool("greet")]),
    tools: { greet: {} },
    toolRules,
  });
  expect(stopped.stop_reason).toBe("invalid_tool_call");
  expect(tools.runs).toEqual([]);
  expect(rolesOf(stored)).toEqual(["user", "assistant", "tool"]);
  expect(returned(stored[2])[0]).toContain(
    "Invalid prefilled tool arguments from tool rules (source=InitToolRule(greet))",
  );
});

test("a tool may be called as often as its rule says, no more", async () => {
  const toolRules: ToolRule[] = [{ type: "max_count_per_step", tool_name: "roll", max_count_limit: 2 }];
  const model = scriptedModel([callTool("roll")], [callTool("roll")], [callTool("roll")], [text("ok")]);
  const { tools, stored } = await playTurn({ model, tools: { roll: {}, other: {} }, toolRules });
  expect(tools.runs).toHaveLength(2);
  expect(returned(stored[6])[0]).toContain("[ToolConstraintError]");
});

test("a conditional rule chooses the next tool by what the last one returned", async () => {
  const toolRules: ToolRule[] = [
    { type: "conditional", tool_name: "check", child_output_mapping: { yes: "go", no: "wait" } },
  ];
  const model = scriptedModel([callTool("check")], [callTool("wait")], [text("ok")]);
  await playTurn({ model, tools: { check: { run: () => "no" }, go: {}, wait: {} }, toolRules });
  expect(model.requests[1]).toMatchObject({ tools: [{ name: "wait" }], toolChoice: { name: "wait" } });
});
