import { afterAll, describe, expect, test } from "vitest";
import { findDeno, findPythons } from "@/lib/adapters/sandbox/programs";
import { unpackToolReturn } from "@/lib/runtime/envelope";
import type { Sandbox, SandboxCall } from "@/lib/runtime/sandbox";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { returnsIn } from "@/lib/testing/approvals";
import { aWorld, type Household } from "@/lib/testing/harness";
import { realSandbox } from "@/lib/testing/sandbox";
import { eventsOf, systemMessageOf } from "@/lib/testing/state";
import { aTurnWorld, type TurnWorldOptions } from "@/lib/testing/turns";

const sandbox = realSandbox();
afterAll(() => sandbox.close());

const canPython = (await findPythons()).length > 0;
const canTypeScript = (await findDeno()) !== null;
if (!canPython) console.log("skipped: no Python 3.8 or newer on this machine");
if (!canTypeScript) console.log("skipped: Deno's package has no binary for this system");

/** A tool whose arguments all have the type that is given. */
const aTool = (
  { api }: Household,
  name: string,
  source_code: string,
  args: Record<string, string> = {},
  more = {},
) =>
  api.tools.createTool({
    body: {
      source_code,
      json_schema: {
        name,
        parameters: {
          type: "object",
          properties: Object.fromEntries(Object.entries(args).map(([key, type]) => [key, { type }])),
          required: Object.keys(args),
        },
      },
      ...more,
    } as never,
  });

const ROLL = "def roll(sides: int):\n    print('rolling', sides)\n    return {'rolled': sides + 0}";

async function anAgentWith(
  turns: Parameters<typeof scriptedModel>,
  { name, source, args = {}, more = {}, agent: fields = {}, ...options }: ToolOfAgent & TurnWorldOptions,
) {
  const model = scriptedModel(...turns);
  const world = await aTurnWorld({ model, sandbox, ...options });
  const tool = await aTool(world, name, source, args, more);
  const agent = await world.anAgent({
    tool_ids: [tool.id],
    include_base_tools: false,
    include_base_tool_rules: false,
    agent_type: "letta_v1_agent",
    ...fields,
  } as never);
  const params = { agent_id: agent.id };
  const say = (input: string) => world.api.agents.sendMessage({ params, body: { input } as never });
  const byHand = (values: Record<string, unknown>) =>
    world.api.agents.runToolForAgent({ params: { ...params, tool_name: name }, body: { args: values } });
  return { ...world, model, tool, agent, say, byHand };
}

interface ToolOfAgent {
  name: string;
  source: string;
  args?: Record<string, string>;
  more?: object;
  agent?: object;
}

describe.skipIf(!canPython)("a custom tool in Python", () => {
  test("runs in a turn: the model reads its value, the client also what it printed", async () => {
    const turns = [callTool("roll", { sides: "6" })];
    const { model, say } = await anAgentWith([turns, [text("Done.")]], {
      ...{ name: "roll", source: ROLL, args: { sides: "integer" } },
    });
    const { messages } = await say("roll");
    expect(messages.find((item) => item.message_type === "tool_return_message")).toMatchObject({
      status: "success",
      tool_return: '{"rolled":6}',
      stdout: ["rolling 6\n"],
      stderr: [],
    });
    const told = model.requests[1].messages.at(-1)!;
    expect(unpackToolReturn((told.content[0] as { text: string }).text)).toMatchObject({
      status: "success",
      value: { rolled: 6 },
    });
    expect(JSON.stringify(told.content)).not.toContain("rolling");
  });

  test("that fails tells the model why, and the client where", async () => {
    const { model, say } = await anAgentWith([[callTool("fail")], [text("Sorry.")]], {
      ...{ name: "fail", source: "def fail():\n    raise KeyError('door')" },
    });
    const { messages } = await say("go");
    expect(messages.find((item) => item.message_type === "tool_return_message")).toMatchObject({
      status: "error",
      stderr: [expect.stringMatching(/^Traceback.*line 2, in fail.*KeyError: 'door'\n$/s)],
    });
    expect(returnsIn(model.requests[1])).toEqual({
      "call-fail": "Error executing function fail: KeyError: 'door'",
    });
  });

  test("may change the agent's memory, which is in the history as the agent's own doing", async () => {
    const source = `
def note(agent_state, line: str):
    """Adds a line."""
    memory = agent_state.memory
    memory.update_block_value("human", memory.get_block("human").value + line)
    memory.get_block("law").value = "broken"
    return [agent_state.id, agent_state.name]`;
    const { ctx, say, agent } = await anAgentWith([[callTool("note", { line: "!" })], [text("Done.")]], {
      ...{ name: "note", source, args: { line: "string" } },
      agent: {
        name: "Clerk",
        memory_blocks: [
          { label: "human", value: "Ada" },
          { label: "law", value: "holds", read_only: true },
        ],
      },
    });
    const { messages } = await say("note");
    expect(messages.find((item) => item.message_type === "tool_return_message")).toMatchObject({
      tool_return: `['${agent.id}', 'Clerk']`,
    });
    const block = async (label: string) =>
      ctx.db.block.findUniqueOrThrow({
        where: { id: agent.blocks.find((item) => item.label === label)!.id! },
      });
    expect((await block("human")).value).toBe("Ada!");
    expect((await block("law")).value).toBe("holds");
    expect((await systemMessageOf(ctx, agent.id)).text).toContain("Ada!");
    const [last] = (await eventsOf(ctx, (await block("human")).id)).slice(-1);
    expect(last).toMatchObject({ action: "updated", actor_type: "agent", actor_id: agent.id });
    expect(last.step_id).toMatch(/^step-/);
  });

  test("waits for approval when it needs one", async () => {
    const { say, agent, send } = await anAgentWith(
      [[callTool("roll", { sides: 2 }, "call-1")], [text("Done.")]],
      {
        ...{
          name: "roll",
          source: ROLL,
          args: { sides: "integer" },
          more: { default_requires_approval: true },
        },
      },
    );
    expect(await say("roll")).toMatchObject({ stop_reason: { stop_reason: "requires_approval" } });
    const approvals = [{ type: "approval", tool_call_id: "call-1", approve: true }];
    const answer = await send("POST", `/v1/agents/${agent.id}/messages`, {
      messages: [{ type: "approval", approvals }],
    });
    expect(JSON.stringify(answer.body.messages)).toContain("rolling 2");
  });

  test("runs beside other calls of its step when it is allowed to", async () => {
    const source = `
import time
def meet():
    start = time.time()
    time.sleep(1)
    return {"from": start, "to": time.time()}`;
    const turns = [[callTool("meet", {}, "one"), callTool("meet", {}, "two")], [text("Done.")]];
    const { say } = await anAgentWith(turns, {
      ...{ name: "meet", source, more: { enable_parallel_execution: true } },
    });
    const { messages } = await say("go");
    const returned = messages.find((item) => item.message_type === "tool_return_message") as any;
    const spans = returned.tool_returns.map((item: { tool_return: string }) => JSON.parse(item.tool_return));
    expect(Math.max(...spans.map((span: any) => span.from))).toBeLessThan(
      Math.min(...spans.map((span: any) => span.to)),
    );
  });

  test("is stopped with its turn", async () => {
    const source = "import time\ndef sleep():\n    time.sleep(60)";
    const { say, agent, api, ctx } = await anAgentWith([[callTool("sleep")]], { name: "sleep", source });
    const answer = say("go");
    const started = () => ctx.db.run.count({ where: { agent_id: agent.id, status: "running" } });
    await expect.poll(started, { timeout: 10_000 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    const at = performance.now();
    await api.agents.cancelMessage({ params: { agent_id: agent.id } });
    expect(await answer).toMatchObject({ stop_reason: { stop_reason: "cancelled" } });
    expect(performance.now() - at).toBeLessThan(10_000);
  });

  test("is cut to its limit, with a note", async () => {
    const { byHand, say, model } = await anAgentWith([[callTool("long")], [text("Done.")]], {
      ...{ name: "long", source: "def long():\n    return 'x' * 500", more: { return_char_limit: 100 } },
    });
    await say("go");
    expect(returnsIn(model.requests[1])["call-long"]).toMatch(
      /^x{100}\.\.\. \[NOTE: function output was truncated since it exceeded the character limit \(500 > 100\)\]$/,
    );
    expect((await byHand({})).func_return).toHaveLength(500);
  });

  test("finds the organisation's variables, then the agent's secrets, then its own ids in its environment", async () => {
    const source =
      "import os\ndef env(names: list):\n    return {name: os.environ.get(name) for name in names}";
    const { ctx, api, byHand, agent, tool } = await anAgentWith([], {
      ...{ name: "env", source, args: { names: "array" } },
      agent: { secrets: { SHARED: "of the agent", OWN: "secret", LETTA_TOOL_ID: "forged" } },
    });
    const config = await api.sandboxConfigs.createDefaultLocalSandboxConfig({});
    for (const [key, value] of Object.entries({ SHARED: "of all", EVERYWHERE: "yes" }))
      await api.sandboxConfigs.createSandboxVariable({
        params: { sandbox_config_id: config.id! },
        body: { key, value } as never,
      });
    const names = ["SHARED", "OWN", "EVERYWHERE", "LETTA_AGENT_ID", "LETTA_TOOL_ID", "HOME"];
    expect((await byHand({ names })).func_return).toEqual({
      SHARED: "of the agent",
      OWN: "secret",
      EVERYWHERE: "yes",
      LETTA_AGENT_ID: agent.id,
      LETTA_TOOL_ID: tool.id,
      HOME: "/tmp",
    });
    expect(ctx.isInTransaction).toBe(false);
  });

  test("run by hand gives its value as JSON; a failure has none", async () => {
    const source = "def div(a: float, b: float):\n    print('dividing')\n    return [a / b]";
    const { byHand } = await anAgentWith([], { name: "div", source, args: { a: "number", b: "number" } });
    expect(await byHand({ a: "3", b: 2 })).toEqual({
      status: "success",
      func_return: [1.5],
      agent_state: null,
      stdout: ["dividing\n"],
      stderr: [],
      sandbox_config_fingerprint: null,
    });
    expect(await byHand({ a: 1, b: 0 })).toMatchObject({ status: "error", func_return: null });
    expect(await byHand({ a: 1, wrong: 0 })).toMatchObject({ status: "error", func_return: null });
  });

  test("from source is run without being stored: arguments are read, variables passed, failures are returns", async () => {
    const world = await aWorld({ sandbox });
    const run = (source_code: string, more: object = {}) =>
      world.api.tools.runToolFromSource({ body: { source_code, args: {}, ...more } as never });
    const source =
      "import os\ndef first(): pass\ndef last(n: int):\n  print('p')\n  return [n, os.environ['KEY']]";
    expect(await run(source, { args: { n: "3" }, env_vars: { KEY: "v" } })).toMatchObject({
      id: "null",
      message_type: "tool_return_message",
      tool_call_id: "null",
      status: "success",
      tool_return: "[3, 'v']",
      stdout: ["p\n"],
      stderr: [],
      tool_returns: [{ tool_return: "[3, 'v']", status: "success", tool_call_id: "null", stdout: ["p\n"] }],
    });
    expect(await run(source, { name: "first" })).toMatchObject({ tool_return: "None" });
    const failed = await run("def f():\n  raise ValueError('bad')");
    expect(failed).toMatchObject({
      status: "error",
      tool_return: "Error executing function f: ValueError: bad",
      stderr: [expect.stringContaining("ValueError: bad")],
    });
    expect((await run("def f(): return 'x' * 60_000")).tool_return).toContain(
      "function output was truncated",
    );
    expect(await world.api.tools.listTools({ query: { tool_types: ["custom"] } as never })).toEqual([]);
    const refused = (body: object) => world.send("POST", "/v1/tools/run", { args: {}, ...body });
    expect(await refused({ source_code: "x = 1" })).toMatchObject({ status: 400 });
    expect(await refused({ source_code: "x", source_type: "ruby" })).toMatchObject({ status: 400 });
  });
});

describe.skipIf(!canTypeScript)("a custom tool in TypeScript", () => {
  test("runs in a turn, its arguments in the order of its schema", async () => {
    const source = "export async function join(a: string, b: string) { console.log(a); return [a, b].join('-'); }";
    const turns = [[callTool("join", { b: "2", a: "1" })], [text("Done.")]];
    const { say, model } = await anAgentWith(turns, {
      ...{ name: "join", source, args: { a: "string", b: "string" }, more: { source_type: "typescript" } },
    });
    const { messages } = await say("go");
    expect(messages.find((item) => item.message_type === "tool_return_message")).toMatchObject({
      stdout: ["1\n"],
    });
    expect(returnsIn(model.requests[1])).toEqual({ "call-join": "1-2" });
  });

  test("from source finds the agent's variables in process.env", async () => {
    const { api } = await aWorld({ sandbox });
    const source_code = "export function f(n: number) { return { n, key: process.env.KEY } }";
    const body = { source_code, source_type: "typescript", args: { n: 1 }, env_vars: { KEY: "v" } };
    expect(await api.tools.runToolFromSource({ body: body as never })).toMatchObject({
      status: "success",
      tool_return: '{"n":1,"key":"v"}',
    });
  });
});

/** Answers without running anything. */
function fakeSandbox(
  answer: (call: SandboxCall) => Promise<void> | void = () => {},
): Sandbox & { calls: SandboxCall[] } {
  const calls: SandboxCall[] = [];
  return {
    calls,
    async run(call) {
      calls.push(call);
      await answer(call);
      return { status: "success", value: 1, text: "1", stdout: "", stderr: "", memory: {} };
    },
  };
}

// On the embedded database a query beside an open transaction waits for its end, and code may take minutes.
test("while code runs the database is free", async () => {
  const fake = fakeSandbox(async () => void (await world.ctx.db.agent.count()));
  const world = await anAgentWith([], { name: "f", source: "def f(): pass", sandbox: fake });
  expect((await world.byHand({})).func_return).toBe(1);
});

test("the agent is shown only to code that asks for it, without tools and secrets", async () => {
  const fake = fakeSandbox();
  const blind = await anAgentWith([], { name: "f", source: "def f(): pass", sandbox: fake });
  await blind.byHand({});
  const source = "def g(agent_state): pass";
  const agent = { secrets: { KEY: "a secret value" }, memory_blocks: [{ label: "human", value: "Ada" }] };
  const seeing = await anAgentWith([], { name: "g", source, sandbox: fake, agent });
  await seeing.byHand({});
  const [first, second] = fake.calls;
  expect(first.agentState).toBeNull();
  expect(second.agentState).toMatchObject({
    id: seeing.agent.id,
    blocks: [{ label: "human", value: "Ada" }],
  });
  expect(Object.keys(second.agentState!)).not.toContain("tools");
  expect(JSON.stringify(second.agentState)).not.toContain("a secret value");
  expect(second.env).toMatchObject({ KEY: "a secret value" });
});

test("an optional argument that a strict model leaves null is not given", async () => {
  const fake = fakeSandbox();
  const world = await anAgentWith([], {
    name: "f",
    source: "def f(a, b=1): pass",
    sandbox: fake,
    args: { a: "string" },
  });
  await world.byHand({ a: null, b: null });
  expect(fake.calls[0].args).toEqual({ a: null });
});
