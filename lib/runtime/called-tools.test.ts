import { describe, expect, test } from "vitest";
import { calledSinceUser } from "./called-tools";
import type { ApprovalReturn, Message } from "./messages";
import { callTool, type ScriptedTurn, scriptedModel, text } from "./testing/scripted-model";
import { type FakeTool, type PlayOptions, playTurn, systemMessage, userMessage } from "./testing/turns";
import type { ToolRule } from "./tool-rules/rules";

const approval: ToolRule = { type: "requires_approval", tool_name: "rm" };
const tools: Record<string, FakeTool> = { rm: {}, ls: {}, save: {} };

const answerOf = (...approvals: ApprovalReturn[]): Message => ({
  id: "message-00000000-0000-4000-8000-dddddddddd00",
  role: "approval",
  content: [],
  approvals,
  created_at: "2025-11-03T16:06:00.000Z",
});
const yes: ApprovalReturn = { type: "approval", tool_call_id: "call-rm", approve: true };
const no: ApprovalReturn = { type: "approval", tool_call_id: "call-rm", approve: false };

/** A turn that stops to ask for `rm`, and its going on with the answer. */
async function approved(rules: ToolRule[], before: ScriptedTurn[], after: ScriptedTurn[], answer = yes) {
  const options: Partial<PlayOptions> = { tools, toolRules: [approval, ...rules] };
  const asked = await playTurn({ ...options, model: scriptedModel(...before) });
  expect(asked.stopped.stop_reason).toBe("requires_approval");
  const history = [systemMessage, ...asked.stored];
  const model = scriptedModel(...after);
  const went = await playTurn({ ...options, model, history, input: [answerOf(answer)] });
  return {
    ...went,
    history,
    offered: model.requests.map(({ tools: specs }) => specs.map(({ name }) => name)),
    model,
  };
}

describe("after an approval", () => {
  const asks: ScriptedTurn = [callTool("rm")];

  test("the first tool of a turn is not demanded again", async () => {
    const first: ToolRule = { type: "run_first", tool_name: "ls" };
    const { offered, model } = await approved([first], [[callTool("ls")], asks], [[text("ok")]]);
    expect(offered).toEqual([["rm", "ls", "save"]]);
    expect(model.requests[0].toolChoice).toBe("auto");
  });

  test("a limit counts the calls from before, and the approved one, once each", async () => {
    const limits: ToolRule[] = [
      { type: "max_count_per_step", tool_name: "ls", max_count_limit: 1 },
      { type: "max_count_per_step", tool_name: "rm", max_count_limit: 2 },
    ];
    const again = [callTool("rm", {}, "call-rm-2")];
    const { offered, history, stopped } = await approved(limits, [[callTool("ls")], asks], [again]);
    expect(offered).toEqual([["rm", "save"]]);
    expect(stopped.stop_reason).toBe("requires_approval");
    expect(calledSinceUser(history).names).toEqual(["ls"]);
  });

  test("the approved call leads on to its children", async () => {
    const child: ToolRule = { type: "constrain_child_tools", tool_name: "rm", children: ["save"] };
    const { offered, model } = await approved([child], [asks], [[callTool("save")], [text("ok")]]);
    expect(offered[0]).toEqual(["save"]);
    expect(model.requests[0].toolChoice).toEqual({ name: "save" });
  });

  test("a conditional rule reads what the approved call returned", async () => {
    const rule: ToolRule = {
      type: "conditional",
      tool_name: "rm",
      child_output_mapping: { "rm done": "save" },
    };
    const { offered } = await approved([rule], [asks], [[callTool("save")], [text("ok")]]);
    expect(offered[0]).toEqual(["save"]);
  });

  test("a tool that was called before is not required any more, the approved one neither", async () => {
    const required = ["ls", "rm"].map((tool_name): ToolRule => ({ type: "required_before_exit", tool_name }));
    const { stopped } = await approved(required, [[callTool("ls")], asks], [[text("ok")]]);
    expect(stopped).toMatchObject({ stop_reason: "end_turn", usage: { step_count: 1 } });
  });

  test("a denied call counts for no rule", async () => {
    const child: ToolRule = { type: "constrain_child_tools", tool_name: "rm", children: ["save"] };
    const { offered, stored, history } = await approved([child], [asks], [[text("ok")]], no);
    expect(offered[0]).toEqual(["rm", "ls", "save"]);
    expect(calledSinceUser([...history, ...stored]).names).toEqual([]);
  });

  test("what the caller's own tool returned counts as a call", async () => {
    const child: ToolRule = { type: "constrain_child_tools", tool_name: "rm", children: ["save"] };
    const given: ApprovalReturn = {
      type: "tool",
      tool_call_id: "call-rm",
      status: "success",
      func_response: "done elsewhere",
    };
    const { offered } = await approved([child], [asks], [[callTool("save")], [text("ok")]], given);
    expect(offered[0]).toEqual(["save"]);
  });
});

test("a call that a rule refused does not count, one that failed does", async () => {
  const first: ToolRule = { type: "run_first", tool_name: "ls" };
  const model = scriptedModel([callTool("rm")], [callTool("ls")], [text("ok")]);
  const failing = { ...tools, ls: { run: () => Promise.reject(new Error("no disk")) } };
  const { stored } = await playTurn({ model, tools: failing, toolRules: [first] });
  expect(calledSinceUser([systemMessage, ...stored.slice(0, -1)])).toMatchObject({
    names: ["ls"],
    lastValue: expect.stringContaining("no disk"),
  });
});

test("a note that keeps the turn going is not the user speaking, a message is", async () => {
  const required: ToolRule = { type: "required_before_exit", tool_name: "save" };
  const model = scriptedModel([callTool("ls")], [text("Done?")], [callTool("save")], [text("Done.")]);
  const { stored } = await playTurn({ model, tools, toolRules: [required] });
  expect(stored.filter(({ role }) => role === "user")).toHaveLength(2);
  const history = [systemMessage, ...stored];
  expect(calledSinceUser(history)).toEqual({ names: ["ls", "save"], lastValue: "save done" });
  expect(calledSinceUser([...history, userMessage("next")])).toEqual({ names: [], lastValue: null });
});
