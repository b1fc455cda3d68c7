import { afterAll, describe, expect, test } from "vitest";
import { aCall, aPlainSandbox, aSandbox, valueIn, whyNoBubblewrap, whyNoPython } from "./testing/calls";

const problem = whyNoPython();
if (problem) console.log(`skipped: no Python 3.8 or newer on this machine (${problem})`);

const ways = [
  { name: "in a plain process", sandbox: aPlainSandbox(), isPossible: !problem },
  { name: "in bubblewrap", sandbox: aSandbox(), isPossible: !problem && !whyNoBubblewrap() },
];

describe.each(ways.filter(({ isPossible }) => isPossible))("a Python function $name", ({ sandbox }) => {
  const run = (source: string, more = {}) => sandbox.run(aCall(source, more));
  afterAll(() => sandbox.close());

  test("is the one of the tool's name, or the last one", async () => {
    const source = "def helper(): return 1\ndef roll(): return 2\nasync def last(): return 3";
    const results = await Promise.all(["roll", "unknown", null].map((entry) => run(source, { entry })));
    expect(results.map(valueIn)).toEqual([2, 3, 3]);
    expect(results.map(({ entry }) => entry)).toEqual(["roll", "last", "last"]);
    expect(await run("x = 1")).toMatchObject({ status: "error", isWithoutFunction: true });
  });

  test("is given its arguments as the types that it names", async () => {
    const source = `
from typing import Dict, List, Literal, Optional, Union
from dataclasses import dataclass
from enum import Enum
class Colour(Enum):
    RED = "red"
@dataclass
class Point:
    x: int
def f(i: int, x: float, b: bool, s: str, l: List[int], d: Dict[str, int], o: Optional[int], u: Union[int, str],
      p: Point, c: Colour, w: Literal["a", "b"], n: "int", bare, default: int = 7):
    given = [i, x, b, s, l, d, o, u, p.x, c, w, n, bare, default]
    return [[type(item).__name__, item] for item in given]`;
    const args = {
      ...{ i: "3", x: 2, b: "false", s: 5, l: '["1", 2]', d: { k: "4" }, o: null, u: "text", p: { x: 1 } },
      ...{ c: "red", w: "b", n: 4.0, bare: "raw" },
    };
    expect(valueIn(await run(source, { args }))).toEqual([
      ...[
        ["int", 3],
        ["float", 2],
        ["bool", false],
        ["str", "5"],
        ["list", [1, 2]],
        ["dict", { k: 4 }],
      ],
      ...[
        ["NoneType", null],
        ["str", "text"],
        ["int", 1],
        ["Colour", "red"],
        ["str", "b"],
        ["int", 4],
      ],
      ...[
        ["str", "raw"],
        ["int", 7],
      ],
    ]);
  });

  test("gets an argument as it came when it cannot be read as its type, and says what it misses", async () => {
    expect(valueIn(await run("def f(i: int): return i", { args: { i: "three" } }))).toBe("three");
    expect(await run("def f(a, b): return a", { args: { a: 1 } })).toMatchObject({
      errorType: "TypeError",
      message: "f() missing 1 required positional argument: 'b'",
    });
    expect(await run("def f(): return 1", { args: { extra: 1 } })).toMatchObject({ errorType: "TypeError" });
  });

  test.each([
    ["None", null, "None"],
    ["'text'", "text", "text"],
    ["[1, 2.0, True, None, 'a']", [1, 2, true, null, "a"], "[1, 2.0, True, None, 'a']"],
    ["{'a': (1, 2), 3: {4}}", { a: [1, 2], "3": [4] }, '{"a": [1, 2], "3": [4]}'],
    ["2 ** 70", 2 ** 70, "1180591620717411303424"],
    ["1.0", 1, "1.0"],
    ["float('nan')", "nan", "nan"],
    ["type('Model', (), {'model_dump': lambda self: {'a': 1}})()", { a: 1 }, '{"a": 1}'],
    ["__import__('datetime').date(2026, 1, 2)", "2026-01-02", "2026-01-02"],
    ["b'x'", "b'x'", "b'x'"],
  ])("returns %s as JSON and in words", async (expression, value, text) => {
    expect(await run(`def f(): return ${expression}`)).toMatchObject({ status: "success", value, text });
  });

  test("may be asynchronous", async () => {
    const source = "import asyncio\nasync def f():\n  await asyncio.sleep(0.01)\n  return 'awaited'";
    expect(valueIn(await run(source))).toBe("awaited");
  });

  test("that fails leaves the error, its own part of the traceback and what it printed", async () => {
    const source =
      "import sys\ndef f():\n  print('out')\n  print('err', file=sys.stderr)\n  return g()\ndef g(): 1 / 0";
    const result = await run(source, { entry: "f" });
    expect(result).toMatchObject({
      status: "error",
      errorType: "ZeroDivisionError",
      message: "division by zero",
      stdout: "out\n",
    });
    expect(result.stderr).toMatch(
      /^err\nTraceback \(most recent call last\):\n {2}File "<tool>", line 5, in f/,
    );
    expect(result.stderr).toMatch(/ZeroDivisionError: division by zero\n$/);
    expect(result.stderr).not.toContain("tool.py");
  });

  test("that does not parse, exits or raises at its import is an error like any other", async () => {
    const results = await Promise.all(
      ["def f(:", "import sys\ndef f(): sys.exit(2)", "raise ValueError('early')\ndef f(): pass"].map(
        (source) => run(source),
      ),
    );
    expect(results.map((result) => result.status === "error" && result.errorType)).toEqual([
      ...["SyntaxError", "SystemExit", "ValueError"],
    ]);
  });

  test("sees the agent only when it asks for it, and tells which blocks it changed", async () => {
    const agentState = {
      id: "agent-1",
      name: "Ada",
      llm_config: { model: "m" },
      blocks: [
        { label: "human", value: "old", read_only: false },
        { label: "persona", value: "same", read_only: false },
        { label: "law", value: "fixed", read_only: true },
      ],
    };
    const source = `
def f(agent_state, agent_id: str):
    block = agent_state.memory.get_block("human")
    agent_state.memory.update_block_value(label="human", value=block.value + " new")
    refused = []
    for label in ("law", "nope"):
        try:
            agent_state.memory.update_block_value(label=label, value="x")
        except (ValueError, KeyError) as error:
            refused.append(type(error).__name__)
    return [agent_state.name, agent_state["llm_config"].model, agent_id, agent_state.memory.list_block_labels(), refused]`;
    const result = await run(source, {
      agentState,
      agentId: "agent-1",
      args: { agent_id: "agent-of-the-model" },
    });
    expect(valueIn(result)).toEqual([
      "Ada",
      "m",
      "agent-1",
      ["human", "persona", "law"],
      ["ValueError", "KeyError"],
    ]);
    expect(result).toMatchObject({ memory: { human: "old new" } });
    const blind = await run("def f(x): return x", { agentState, agentId: "agent-1", args: { x: 1 } });
    expect(blind).toMatchObject({ value: 1, memory: {} });
  });

  test("that misses a package says where packages come from", async () => {
    const result = await run("import no_such_package\ndef f(): pass");
    expect(result).toMatchObject({
      errorType: "ModuleNotFoundError",
      message: "No module named 'no_such_package'",
      stderr: expect.stringContaining("TOOL_PYTHON"),
    });
  });

  test("has a client of the API only when there is a key and the package", async () => {
    expect(valueIn(await run("def f(): return client is None"))).toBe(true);
  });

  test("does not see the variables of the server", async () => {
    process.env.MNEME_TEST_SECRET = "of the server";
    const source = "import os\ndef f(): return [os.environ.get('MNEME_TEST_SECRET'), os.getenv('GIVEN')]";
    expect(valueIn(await run(source, { env: { GIVEN: "x" } }))).toEqual([null, "x"]);
    delete process.env.MNEME_TEST_SECRET;
  });

  test("is killed when its call is cancelled", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("cancelled")), 300);
    const started = performance.now();
    const call = run("import time\ndef f(): time.sleep(60)", { signal: stop.signal });
    await expect(call).rejects.toThrow("cancelled");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("gets a MemoryError above its share, and ends when its time is over", async () => {
    expect(await run("def f(): return len('x' * (2 << 30))")).toMatchObject({ errorType: "MemoryError" });
    const hasty = (sandbox === ways[0].sandbox ? aPlainSandbox : aSandbox)({ timeoutMs: 500 });
    expect(await hasty.run(aCall("def f():\n  while True: pass"))).toMatchObject({
      errorType: "TimeoutError",
    });
    await hasty.close();
  });
});

test("without bubblewrap Python does not run unless the operator allows it, and the answer says what to do", async () => {
  const without = aSandbox({ bubblewrap: "/nowhere/bwrap" });
  const result = await without.run(aCall("def f(): return 1"));
  expect(result).toMatchObject({ status: "error", errorType: "SandboxUnavailable" });
  if (problem) return;
  expect(result).toMatchObject({ message: expect.stringMatching(/bubblewrap.*TOOL_SANDBOX=process/) });
  await without.close();
});

test("a Python that is not one is named", async () => {
  const wrong = aSandbox({ python: "/nowhere/python" });
  expect(await wrong.run(aCall("def f(): return 1"))).toMatchObject({
    message: expect.stringContaining("TOOL_PYTHON is '/nowhere/python'"),
  });
  await wrong.close();
});

test("switched off, nothing runs", async () => {
  const off = aSandbox({ mode: "off" });
  for (const language of ["python", "typescript"] as const)
    expect(await off.run(aCall("def f(): return 1", { language }))).toMatchObject({
      status: "error",
      message: expect.stringContaining("TOOL_SANDBOX=off"),
    });
});
