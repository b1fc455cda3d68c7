import { afterAll, describe, expect, test } from "vitest";
import { aPlainSandbox, whyNoPython } from "@/lib/adapters/sandbox/testing/calls";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { noSandbox } from "@/lib/runtime/sandbox";
import { aWorld } from "@/lib/testing/harness";

const sandbox = aPlainSandbox();
afterAll(() => sandbox.close());

const sources = {
  double: 'def double(n: int):\n    """Doubles.\n\n    Args:\n        n: a number\n    """\n    return n * 2',
  broken: 'import no_such_module\ndef broken():\n    """Never works."""\n    return 1',
  remember: `def remember(agent_state, line: str):
    """Writes it down.

    Args:
        line: what
    """
    agent_state.memory.update_block_value("human", line)`,
};

/** An agent with both tools and these of its own. */
async function aCoder(own: (keyof typeof sources)[] = [], fields: NewAgent = {}, isAble = true) {
  const world = await aWorld({ sandbox: isAble ? sandbox : noSandbox });
  await ensureBaseTools(world.ctx);
  for (const name of own) await world.api.tools.createTool({ body: { source_code: sources[name] } });
  const agent = await world.anAgent({
    memory_blocks: [{ label: "human", value: "Ada" }],
    tools: ["run_code", "run_code_with_tools", "archival_memory_insert", "conversation_search", ...own],
    embedding: "local/hash-256",
    ...fields,
  } as never);
  const run = async (tool: string, args: object) =>
    (await world.send("POST", `/v1/agents/${agent.id}/tools/${tool}/run`, { args })).body;
  return {
    ...world,
    agent,
    run,
    /** The answer of a program, read. */
    code: async (code: string, language = "python") =>
      JSON.parse((await run("run_code", { code, language })).func_return),
    withTools: async (code: string) => JSON.parse((await run("run_code_with_tools", { code })).func_return),
  };
}

describe.skipIf(whyNoPython() !== null)("run_code", () => {
  test("answers with the value of a Python program's last expression and what it printed", async () => {
    const { code } = await aCoder();
    expect(await code("import sys\nprint('hello')\nprint('oh', file=sys.stderr)\nx = 6\nx * 7")).toEqual({
      results: ["42"],
      logs: { stdout: ["hello\n"], stderr: ["oh\n"] },
    });
    expect(await code("x = 1")).toEqual({ results: [], logs: { stdout: [], stderr: [] } });
    expect((await code("'text'")).results).toEqual(["text"]);
    expect((await code("import asyncio\nawait asyncio.sleep(0, 'later')")).results).toEqual(["later"]);
    expect((await code("import asyncio\nasync def f(): return 5\nasyncio.run(f())")).results).toEqual(["5"]);
  });

  test("tells what a program does wrong, with its own lines and what it printed before", async () => {
    const { code } = await aCoder();
    const { results, logs, error } = await code("print('before')\ndef f():\n    return 1 / 0\nf()");
    expect({ results, stdout: logs.stdout }).toEqual({ results: [], stdout: ["before\n"] });
    expect(error).toMatchObject({ name: "ZeroDivisionError", value: "division by zero" });
    expect(error.traceback).toContain("return 1 / 0");
    expect(error.traceback).not.toContain("run_program");
    expect((await code("def")).error.name).toBe("SyntaxError");
    expect((await code("import sys\nsys.exit(0)")).error).toBeUndefined();
    expect((await code("import sys\nsys.exit(3)")).error.name).toBe("SystemExit");
  });

  test("has the agent's Python tools at hand; one that does not load is only missing", async () => {
    const { code } = await aCoder(["broken", "double"]);
    const { results, logs } = await code("double(21)");
    expect(results).toEqual(["42"]);
    expect(logs.stderr.join()).toContain("Tool broken is not there: ModuleNotFoundError");
  });

  test("has the agent's secrets, and nothing of the server's", async () => {
    const { code } = await aCoder([], { secrets: { TOKEN: "t-1" } } as NewAgent);
    const program = "import os\n[os.environ.get('TOKEN'), 'VITEST' in os.environ]";
    expect((await code(program)).results).toEqual(["['t-1', False]"]);
  });

  test("runs JavaScript and TypeScript as modules", async () => {
    const { code } = await aCoder();
    expect(await code("console.log(await Promise.resolve(6 * 7))", "js")).toMatchObject({
      results: [],
      logs: { stdout: ["42\n"] },
    });
    expect((await code("const x: number = 1; console.log(x)", "ts")).logs.stdout).toEqual(["1\n"]);
    const { error, logs } = await code("console.log('before'); null.x", "js");
    expect([error.name, logs.stdout]).toEqual(["TypeError", ["before\n"]]);
  });

  test.each(["r", "java"])("says that it cannot run %s", async (language) => {
    const { run } = await aCoder();
    const { status, stderr } = await run("run_code", { code: "1", language });
    expect(status).toBe("error");
    expect(stderr[0]).toContain("python, js or ts");
  });

  test("says so where the server runs no code", async () => {
    const { run } = await aCoder([], {}, false);
    expect(await run("run_code", { code: "1", language: "python" })).toMatchObject({ status: "error" });
  });
});

describe.skipIf(whyNoPython() !== null)("run_code_with_tools", () => {
  test("calls the agent's own tools and the server's, and answers with what came of it", async () => {
    const { withTools, api, agent } = await aCoder(["double"]);
    const answer = await withTools(`
for n in range(3):
    print(archival_memory_insert(content=f"fact {double(n)}"))
double(21)`);
    expect(answer).toMatchObject({ status: "success", func_return: "42", stderr: [] });
    const passages = await api.agents.listPassages({ params: { agent_id: agent.id } });
    expect(passages.map(({ text }) => text).sort()).toEqual(["fact 0", "fact 2", "fact 4"]);
  });

  test("raises what a tool refuses in the program, which may go on", async () => {
    const { withTools } = await aCoder();
    const { status, func_return } = await withTools(`
try:
    archival_memory_insert()
except Exception as error:
    said = str(error)
said`);
    expect(status).toBe("success");
    expect(func_return).toContain("content");
    const failed = await withTools("archival_memory_insert()");
    expect(failed.status).toBe("error");
    expect(failed.func_return).toMatch(/^Error executing function run_code_with_tools: ToolError: /);
    expect(failed.stderr.join()).toContain("archival_memory_insert()");
  });

  test("changes memory through a tool that changes it", async () => {
    const { withTools, api, agent } = await aCoder(["remember"]);
    expect((await withTools("remember(line='Grace')")).status).toBe("success");
    const params = { agent_id: agent.id, block_label: "human" };
    expect((await api.agents.retrieveCoreMemoryBlock({ params })).value).toBe("Grace");
  });

  // A person was asked to look at every call of it; a program would make the call unseen.
  test("cannot call a tool that needs approval, nor itself", async () => {
    const { withTools } = await aCoder(["double"], {
      tool_rules: ["double", "archival_memory_insert"].map((tool_name) => ({
        type: "requires_approval",
        tool_name,
      })),
    } as NewAgent);
    for (const call of ["double(1)", "archival_memory_insert(content='x')", "run_code_with_tools(code='1')"])
      expect((await withTools(call)).func_return).toContain("NameError");
    const forged = await withTools(
      "import sys\nsys.modules['tool_source'].call_tool('archival_memory_insert', {'content': 'x'})",
    );
    expect(forged.func_return).toContain("There is no tool");
  });

  test("stops a program that calls without end", async () => {
    const { withTools } = await aCoder();
    const { func_return } = await withTools("while True: conversation_search(query='x')");
    expect(func_return).toContain("100 times");
  }, 60_000);
});
