import { expect, test } from "vitest";
import { withEdits } from "./approvals";
import { previousId } from "./ids";
import type { ApprovalReturn, Message } from "./messages";
import { returnText } from "./returns";
import { callTool, reasoning, type ScriptedTurn, scriptedModel, text } from "./testing/scripted-model";
import {
  type FakeTool,
  ofType,
  type PlayOptions,
  playTurn,
  rolesOf,
  systemMessage,
  userMessage,
} from "./testing/turns";
import type { ToolRule } from "./tool-rules/rules";

const toolRules: ToolRule[] = [{ type: "requires_approval", tool_name: "rm" }];
const tools: Record<string, FakeTool> = { rm: {}, ls: {} };

/** A turn that ends with a request: the window it leaves behind, and the request. */
async function asked(turn: ScriptedTurn, options: Partial<PlayOptions> = {}) {
  const played = await playTurn({ model: scriptedModel(turn), tools, toolRules, ...options });
  const history = [systemMessage, ...played.stored];
  return { ...played, history, request: history.at(-1) as Message };
}

const answerOf = (...approvals: ApprovalReturn[]): Message => ({
  id: "message-00000000-0000-4000-8000-dddddddddd00",
  role: "approval",
  content: [],
  approvals,
  created_at: "2025-11-03T16:06:00.000Z",
});

const approve = (tool_call_id: string): ApprovalReturn => ({ type: "approval", tool_call_id, approve: true });
const deny = (tool_call_id: string, reason: string | null = null): ApprovalReturn => ({
  type: "approval",
  tool_call_id,
  approve: false,
  reason,
});
const clientReturn = (tool_call_id: string, func_response: string): ApprovalReturn => ({
  type: "tool",
  tool_call_id,
  status: "success",
  func_response,
});

/** The next turn, with the answer as its input. */
const resume = (
  history: Message[],
  input: Message[],
  turns: ScriptedTurn[],
  options: Partial<PlayOptions> = {},
) =>
  playTurn({
    model: scriptedModel(...turns),
    tools,
    toolRules,
    history,
    input,
    resumedStepId: history.at(-1)?.step_id ?? null,
    ...options,
  });

const returned = (messages: Message[]) =>
  messages.flatMap((message) => (message.tool_returns ?? []).map(returnText));

test("a call that needs approval stops the turn with a request, and nothing runs", async () => {
  const {
    stopped,
    stored,
    events,
    tools: ran,
  } = await asked([reasoning("Danger."), callTool("rm", { path: "/" })]);
  expect(stopped.stop_reason).toBe("requires_approval");
  expect(ran.runs).toEqual([]);
  expect(rolesOf(stored)).toEqual(["user", "approval"]);
  expect(stored[1]).toMatchObject({
    content: [{ type: "reasoning", reasoning: "Danger." }],
    tool_calls: [{ id: "call-rm", function: { name: "rm", arguments: '{"path":"/"}' } }],
  });
  expect(ofType(events, "tools_started")).toEqual([]);
});

// Clients sort by id and know the request as the answer's neighbour.
test("the request's id is that of the answer minus one, in the row and in its increments", async () => {
  const { events, request } = await asked([text("Shall I?"), callTool("rm")]);
  const deltas = ofType(events, "delta").map(({ delta }) => delta);
  expect(deltas[0]).toMatchObject({ kind: "text", text: "Shall I?" });
  expect(request.id).toBe(previousId(deltas[0].message_id));
  for (const delta of deltas.slice(1))
    expect(delta).toMatchObject({
      kind: "tool_call",
      approval: true,
      message_id: request.id,
      otid: request.id,
    });
});

test("free calls beside a request are held back in the answer's own row", async () => {
  const { stored, tools: ran, stopped } = await asked([text("Both."), callTool("ls"), callTool("rm")]);
  expect(ran.runs).toEqual([]);
  expect(rolesOf(stored)).toEqual(["user", "assistant", "approval"]);
  expect(stored[1]).toMatchObject({ content: [{ text: "Both." }], tool_calls: [{ id: "call-ls" }] });
  expect(stored[2]).toMatchObject({ content: [], tool_calls: [{ id: "call-rm" }] });
  expect(stored[2].id).toBe(previousId(stored[1].id));
  expect(stopped.stop_reason).toBe("requires_approval");
});

test("approval runs the call under the step that asked, without asking the model, and the turn goes on", async () => {
  const { history, request } = await asked([callTool("rm", { path: "/" })]);
  const {
    stored,
    events,
    stopped,
    tools: ran,
  } = await resume(history, [answerOf(approve("call-rm"))], [[text("Gone.")]]);
  expect(ran.runs).toEqual([{ id: "call-rm", name: "rm", arguments: { path: "/" } }]);
  expect(rolesOf(stored)).toEqual(["approval", "tool", "assistant"]);
  expect(stored.slice(0, 2).map(({ step_id }) => step_id)).toEqual([request.step_id, request.step_id]);
  const [resumed] = ofType(events, "step_completed");
  expect(resumed).toMatchObject({
    step_id: request.step_id,
    usage: null,
    trace: null,
    tool_ids: ["tool-rm"],
  });
  expect(stopped).toMatchObject({ stop_reason: "end_turn", usage: { step_count: 1 } });
});

test("an approved call runs together with the free calls that waited beside it", async () => {
  const { history } = await asked([callTool("ls"), callTool("rm")]);
  const { stored, tools: ran } = await resume(history, [answerOf(approve("call-rm"))], [[text("Done.")]]);
  expect(ran.runs.map(({ name }) => name)).toEqual(["ls", "rm"]);
  expect(stored[1].tool_returns?.map(({ tool_call_id }) => tool_call_id)).toEqual(["call-ls", "call-rm"]);
});

test("a denial is an error return with its reason, and the model answers it", async () => {
  const { history } = await asked([callTool("rm")]);
  const model = scriptedModel([text("As you wish.")]);
  const {
    stored,
    tools: ran,
    stopped,
  } = await resume(history, [answerOf(deny("call-rm", "too risky"))], [], { model });
  expect(ran.runs).toEqual([]);
  expect(returned(stored)).toEqual(["Error: request to call tool denied. User reason: too risky"]);
  expect(stored[1].tool_returns?.[0].status).toBe("error");
  expect(model.requests[0].messages.at(-1)?.role).toBe("tool");
  expect(stopped.stop_reason).toBe("end_turn");
});

test("a denial without a reason says None", async () => {
  const { history } = await asked([callTool("rm")]);
  const { stored } = await resume(history, [answerOf(deny("call-rm"))], [[text("ok")]]);
  expect(returned(stored)).toEqual(["Error: request to call tool denied. User reason: None"]);
});

test("returns of client tools, denials and executed calls are one row, in this order", async () => {
  const clientTools = [{ name: "ask_user", description: "", parameters: { type: "object", properties: {} } }];
  const rules: ToolRule[] = [...toolRules, { type: "requires_approval", tool_name: "ls" }];
  const { history } = await asked([callTool("ls"), callTool("rm"), callTool("ask_user")], {
    clientTools,
    toolRules: rules,
  });
  const answer = answerOf(approve("call-ls"), deny("call-rm", "no"), clientReturn("call-ask_user", "42"));
  const { stored } = await resume(history, [answer], [[text("ok")]], { clientTools, toolRules: rules });
  expect(stored[1].tool_returns?.map(({ tool_call_id }) => tool_call_id)).toEqual([
    "call-ask_user",
    "call-rm",
    "call-ls",
  ]);
});

test("returns that are known before the tools run are in tools_started, so that a crash cannot lose them", async () => {
  const rules: ToolRule[] = [...toolRules, { type: "requires_approval", tool_name: "ls" }];
  const { history } = await asked([callTool("ls"), callTool("rm")], { toolRules: rules });
  const { events } = await resume(history, [answerOf(approve("call-ls"), deny("call-rm"))], [[text("ok")]], {
    toolRules: rules,
  });
  const [started] = ofType(events, "tools_started");
  expect(rolesOf(started.messages)).toEqual(["approval"]);
  expect(started.tool_calls).toEqual([{ id: "call-ls", name: "ls" }]);
  expect(started.returns.map(({ tool_call_id }) => tool_call_id)).toEqual(["call-rm"]);
});

test("rules are not asked again for an approved call", async () => {
  const rules: ToolRule[] = [...toolRules, { type: "run_first", tool_name: "ls" }];
  const { history } = await asked([callTool("rm")], { toolRules: rules });
  const { tools: ran } = await resume(history, [answerOf(approve("call-rm"))], [[text("ok")]], {
    toolRules: rules,
  });
  expect(ran.runs.map(({ name }) => name)).toEqual(["rm"]);
});

test("an approved terminal tool ends the turn; a denied one does not", async () => {
  const rules: ToolRule[] = [...toolRules, { type: "exit_loop", tool_name: "rm" }];
  const { history } = await asked([callTool("rm")], { toolRules: rules });
  const approved = await resume(history, [answerOf(approve("call-rm"))], [], { toolRules: rules });
  expect(approved.stopped.stop_reason).toBe("tool_rule");
  const denied = await resume(history, [answerOf(deny("call-rm"))], [[text("ok")]], { toolRules: rules });
  expect(denied.stopped.stop_reason).toBe("end_turn");
});

test("a message behind the approval is heard in the second step and stored with it", async () => {
  const { history } = await asked([callTool("rm")]);
  const model = scriptedModel([text("And hello.")]);
  const followUp = userMessage("and hello", "message-00000000-0000-4000-8000-eeeeeeeeee00");
  const { stored } = await resume(history, [answerOf(approve("call-rm")), followUp], [], { model });
  expect(rolesOf(stored)).toEqual(["approval", "tool", "user", "assistant"]);
  expect(model.requests[0].messages.at(-1)?.id).toBe(followUp.id);
  expect(stored[2].step_id).toBe(stored[3].step_id);
});

test("a message behind the approval is heard even when the approved tool would end the turn", async () => {
  const rules: ToolRule[] = [...toolRules, { type: "exit_loop", tool_name: "rm" }];
  const { history } = await asked([callTool("rm")], { toolRules: rules });
  const followUp = userMessage("still there?", "message-00000000-0000-4000-8000-eeeeeeeeee00");
  const { stored } = await resume(history, [answerOf(approve("call-rm")), followUp], [[text("Yes.")]], {
    toolRules: rules,
  });
  expect(rolesOf(stored)).toEqual(["approval", "tool", "user", "assistant"]);
});

// Whoever said it got no refusal, so it must not be gone.
test("a message behind the approval that no step is left to hear is stored all the same", async () => {
  const { history } = await asked([callTool("rm")]);
  const followUp = userMessage("and hello", "message-00000000-0000-4000-8000-eeeeeeeeee00");
  const { stored, stopped } = await resume(history, [answerOf(approve("call-rm")), followUp], [], {
    maxSteps: 1,
  });
  expect(stopped.stop_reason).toBe("max_steps");
  expect(rolesOf(stored)).toEqual(["approval", "tool", "user"]);
  expect(stored[2]).toMatchObject({ id: followUp.id, step_id: stored[1].step_id, run_id: stored[1].run_id });
});

test("a tool of the caller's stands in for the agent's own of the same name and waits for its return", async () => {
  const clientTools = [{ name: "ls", description: "mine", parameters: { type: "object", properties: {} } }];
  const model = scriptedModel([callTool("ls")]);
  const { stopped, tools: ran } = await playTurn({ model, tools, clientTools });
  expect(model.requests[0].tools.map(({ name, description }) => [name, description])).toEqual([
    ["rm", "rm"],
    ["ls", "mine"],
  ]);
  expect(ran.runs).toEqual([]);
  expect(stopped.stop_reason).toBe("requires_approval");
});

test("a tool of the caller's is offered whatever the rules allow", async () => {
  const rules: ToolRule[] = [{ type: "run_first", tool_name: "ls" }];
  const clientTools = [{ name: "ask_user", description: "", parameters: { type: "object", properties: {} } }];
  const model = scriptedModel([callTool("ask_user")]);
  await playTurn({ model, tools, toolRules: rules, clientTools });
  expect(model.requests[0].tools.map(({ name }) => name)).toEqual(["ls", "ask_user"]);
});

test("approving a call of the caller's tool, instead of returning for it, gives an error return", async () => {
  const clientTools = [{ name: "ask_user", description: "", parameters: { type: "object", properties: {} } }];
  const { history } = await asked([callTool("ask_user")], { clientTools });
  const { stored } = await resume(history, [answerOf(approve("call-ask_user"))], [[text("ok")]], {
    clientTools,
  });
  expect(stored[1].tool_returns?.[0].status).toBe("error");
  expect(returned(stored)[0]).toContain("not found");
});

test("an approval with other arguments runs the call with these; the call in history stays the model's", async () => {
  const { history } = await asked([callTool("ls"), callTool("rm", { path: "/" })]);
  const edited = { ...approve("call-rm"), arguments: { path: "/tmp" } };
  const model = scriptedModel([text("Gone.")]);
  const { stored, tools: ran } = await resume(history, [answerOf(edited)], [], { model });
  expect(ran.runs.map(({ name, arguments: args }) => [name, args])).toEqual([
    ["ls", {}],
    ["rm", { path: "/tmp" }],
  ]);
  expect(rolesOf(stored)).toEqual(["approval", "tool", "user", "assistant"]);
  expect(JSON.stringify(stored[2].content)).toContain("rm (call-rm) was run with");
  expect(model.requests[0].messages.find(({ tool_calls }) => tool_calls?.[0].id === "call-rm")).toMatchObject(
    {
      tool_calls: [{ function: { arguments: '{"path":"/"}' } }],
    },
  );
});

test("what the agent tells its loop in the arguments outlives an edit; a denial edits nothing", () => {
  const call = (id: string) => ({
    id,
    type: "function" as const,
    function: { name: "rm", arguments: '{"path":"/","request_heartbeat":true,"thinking":"hm"}' },
  });
  const edit = { arguments: { path: "/tmp" } };
  const approvals = [
    { ...approve("a"), ...edit },
    { ...deny("b"), ...edit },
  ] as ApprovalReturn[];
  const [first, second] = withEdits([call("a"), call("b")], approvals);
  expect(JSON.parse(first.function.arguments)).toEqual({
    path: "/tmp",
    request_heartbeat: true,
    thinking: "hm",
  });
  expect(second).toEqual(call("b"));
});
