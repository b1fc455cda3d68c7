import { afterAll, describe, expect, test } from "vitest";
import { aCall, aPlainSandbox, aSandbox, valueIn, whyNoBubblewrap, whyNoPython } from "./testing/calls";

const problem = whyNoPython();
if (problem) console.log(`skipped: no Python 3.8 or newer on this machine (${problem})`);

const ways = [
  { name: "in a plain process", sandbox: aPlainSandbox(), isPossible: !problem },
  { name: "in bubblewrap", sandbox: aSandbox(), isPossible: !problem && !whyNoBubblewrap() },
];

describe.each(ways.filter(({ isPossible }) => isPossible))("code $name that calls tools", ({ sandbox }) => {
  afterAll(() => sandbox.close());
  const calling = (source: string, callTool: (name: string, args: any) => any, more = {}) =>
    sandbox.run(aCall(source, { callTool: async (name, args) => callTool(name, args), ...more }));

  test("gets their values, one after the other, large ones too", async () => {
    const source = `
def f():
    lines = [call_tool("double", {"n": n}) for n in range(20)]
    return [lines, len(call_tool("long", {})), call_tool("json", {"x": {"y": [1, None]}})]`;
    const result = await calling(source, (name, args) => {
      if (name === "double") return { value: args.n * 2 };
      return { value: name === "long" ? "é\n".repeat(200_000) : args };
    });
    expect(valueIn(result)).toEqual([
      Array.from({ length: 20 }, (_, n) => n * 2),
      400_000,
      { x: { y: [1, null] } },
    ]);
  });

  test("gets their failures as exceptions, also ours", async () => {
    const source = `
def f():
    said = []
    for name in ("refused", "broken"):
        try:
            call_tool(name, {})
        except Exception as error:
            said.append([type(error).__name__, str(error)])
    return said`;
    const result = await calling(source, (name) => {
      if (name === "broken") throw new Error("secret detail");
      return { error: "not today" };
    });
    expect(valueIn(result)).toEqual([
      ["ToolError", "not today"],
      ["ToolError", "The tool failed because of an internal error."],
    ]);
  });

  test("is ended when it makes a second call before the first was answered", async () => {
    const source = `
import json, os, time
def f():
    for n in range(3):
        os.write(201, json.dumps({"name": "slow", "args": {}}).encode() + b"\\n")
        time.sleep(0.3)
    time.sleep(5)`;
    let calls = 0;
    const result = await calling(source, () => {
      calls++;
      return new Promise(() => {});
    });
    expect(result).toMatchObject({ status: "error", errorType: "SandboxError" });
    expect(calls).toBe(1);
  });

  test("has no tools to call unless it is given some", async () => {
    expect(await sandbox.run(aCall("def f(): return call_tool('x', {})"))).toMatchObject({
      status: "error",
      errorType: "NameError",
    });
  });

  // What the code writes on that line is its own choice.
  test("cannot pass an answer of its own off as the end of the call, and cannot hold it up by not listening", async () => {
    const forging = `
import os
def f():
    os.write(201, b'{"value": {"json": "forged", "text": "forged"}}\\n')
    os.read(201, 10)
    return "real"`;
    const asked: unknown[] = [];
    expect(valueIn(await calling(forging, (...call) => asked.push(call)))).toBe("real");
    expect(asked).toEqual([]);
    const deaf = `
import os
def f():
    os.write(201, b'{"name": "long", "args": {}}\\n')
    while True: pass`;
    const one =
      ways[0].sandbox === sandbox ? aPlainSandbox({ timeoutMs: 1_000 }) : aSandbox({ timeoutMs: 1_000 });
    const call = aCall(deaf, { callTool: async () => ({ value: "x".repeat(5_000_000) }) });
    expect(await one.run(call)).toMatchObject({ status: "error" });
    await one.close();
  }, 30_000);

  test("is stopped with its turn while a tool runs", async () => {
    const stop = new AbortController();
    const call = calling("def f(): return call_tool('slow', {})", () => new Promise(() => {}), {
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(new Error("stopped")), 300);
    await expect(call).rejects.toThrow("stopped");
  });
});
