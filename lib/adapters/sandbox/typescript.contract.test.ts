import { performance } from "node:perf_hooks";
import { afterAll, describe, expect, test } from "vitest";
import { findDeno } from "./programs";
import { aCall, aSandbox, valueIn, whyNoBubblewrap } from "./testing/calls";

const deno = await findDeno();
if (!deno) console.log("skipped: Deno's package has no binary for this system");

const ways = [
  { name: "in Deno alone", settings: { bubblewrap: "/nowhere/bwrap" }, isPossible: deno !== null },
  { name: "in Deno in bubblewrap", settings: {}, isPossible: deno !== null && !whyNoBubblewrap() },
];

describe.each(ways.filter(({ isPossible }) => isPossible))("a TypeScript function $name", ({ settings }) => {
  const sandbox = aSandbox(settings);
  const run = (source: string, more = {}) => sandbox.run(aCall(source, { language: "typescript", ...more }));
  afterAll(() => sandbox.close());

  test("takes its arguments by position, is awaited, and its value is told as JSON and in words", async () => {
    const source = `
      type Pair = { a: number; b?: string };
      export async function pair(b: number, a: number, c?: string): Promise<unknown> {
        console.log("first", b);
        await new Promise((resolve) => setTimeout(resolve, 10));
        return [a, b, c ?? "none", { a } satisfies Pair];
      }
      const helper = 1;`;
    const result = await run(source, { args: { a: 1, b: 2 }, argumentOrder: ["b", "a", "c"], entry: "pair" });
    expect(result).toMatchObject({
      status: "success",
      value: [1, 2, "none", { a: 1 }],
      text: "[1, 2, 'none', {'a': 1}]",
      stdout: "first 2\n",
      entry: "pair",
    });
  });

  test("need not be exported, and without a name it is the last one", async () => {
    const source = "function one() { return 1 }\nconst two = async () => ({ n: 2 });";
    expect((await Promise.all(["one", null].map((entry) => run(source, { entry })))).map(valueIn)).toEqual([
      1,
      { n: 2 },
    ]);
    expect(await run("const x = 1;")).toMatchObject({ status: "error", isWithoutFunction: true });
  });

  test("that returns nothing gives null; what JSON cannot hold is an error", async () => {
    expect(valueIn(await run("export function f() {}"))).toBeNull();
    expect(await run("export function f() { return 1n }")).toMatchObject({ errorType: "TypeError" });
  });

  test("that throws leaves the error, the place in its source and what it printed", async () => {
    const result = await run("export function f() { console.error('err'); throw new RangeError('no') }");
    expect(result).toMatchObject({ status: "error", errorType: "RangeError", message: "no" });
    expect(result.stderr).toMatch(/^err\nRangeError: no\n\s+at .*<tool>:1:/);
    expect(await run("export function f( {")).toMatchObject({ status: "error", errorType: "SyntaxError" });
  });

  test("finds its environment in process.env, and nothing of the server's", async () => {
    process.env.MNEME_TEST_SECRET = "of the server";
    const source =
      "export function f() { return [process.env.GIVEN, process.env.MNEME_TEST_SECRET ?? null] }";
    expect(valueIn(await run(source, { env: { GIVEN: "x" } }))).toEqual(["x", null]);
    delete process.env.MNEME_TEST_SECRET;
  });

  test("touches no files, no network, no programs", async () => {
    const source = `
      const tries: [string, () => unknown][] = [
        ["read", () => Deno.readTextFileSync("/etc/passwd")],
        ["own", () => Deno.readTextFileSync("/run/mneme/runner.mjs")],
        ["write", () => Deno.writeTextFileSync("/tmp/x", "x")],
        ["fetch", () => fetch("http://127.0.0.1:1/")],
        ["connect", () => Deno.connect({ port: 80, hostname: "1.1.1.1" })],
        ["run", () => new Deno.Command("ls").outputSync()],
        ["node:fs", async () => (await import("node:fs")).readFileSync("/etc/passwd")],
        ["node:child_process", async () => (await import("node:child_process")).execSync("ls")],
        ["import", () => import("file:///etc/passwd")],
        ["npm", () => import("npm:left-pad")],
        ["remote", () => import("https://example.com/a.ts")],
        ["ffi", () => (Deno as any).dlopen("/usr/lib/x.so", {})],
        ["sys", () => Deno.hostname()],
      ];
      export async function f() {
        const allowed: string[] = [];
        for (const [name, attempt] of tries)
          try { await attempt(); allowed.push(name) } catch {}
        return allowed;
      }`;
    expect(valueIn(await run(source))).toEqual([]);
  });

  test("may print as much as it likes; what is kept is bounded", async () => {
    const result = await run("export function f() { console.log('x'.repeat(6_000_000)); return 'fine' }");
    expect(valueIn(result)).toBe("fine");
    expect(result.stdout.length).toBeLessThan(101_000);
  });

  test("that forges its answer is told so", async () => {
    const forged = (text: string) => `
      TextEncoder.prototype.encode = new Proxy(TextEncoder.prototype.encode, {
        apply: (encode, self, [said]) => Reflect.apply(encode, self, [said.slice(0, 36) + ${JSON.stringify(text)}]),
      });
      export function f() { return 1 }`;
    for (const text of ["no json", "null", '{"error":{"type":1}}'])
      expect(await run(forged(text))).toMatchObject({ status: "error", errorType: "ToolDied" });
  });

  test("that was written to hold up the server does not", async () => {
    const sources = [
      `function${" ".repeat(50_000)}`,
      `const ${"a".repeat(50_000)}`,
      "export function f() { console.error('\\n'.repeat(100_000)); Deno.exit(3) }",
      "export function f() { for (let n = 0; n < 60; n++) console.log('x'.repeat(1e6)); Deno.exit(3) }",
    ];
    const before = performance.eventLoopUtilization();
    for (const source of sources) expect(await run(source)).toMatchObject({ status: "error" });
    expect(performance.eventLoopUtilization(before).active).toBeLessThan(10_000);
  });

  test("ends when its time is over, and when its call is cancelled", async () => {
    const hasty = aSandbox({ ...settings, timeoutMs: 1_000 });
    const loop = aCall("export function f() { for (;;); }", { language: "typescript" });
    expect(await hasty.run(loop)).toMatchObject({ errorType: "TimeoutError" });
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("cancelled")), 300);
    await expect(sandbox.run({ ...loop, signal: stop.signal })).rejects.toThrow("cancelled");
    await hasty.close();
  });

  test("that takes too much memory is ended", async () => {
    const small = aSandbox({ ...settings, memoryMb: 64 });
    const source = "export function f() { const all = []; for (;;) all.push(new Array(1e5).fill({})) }";
    expect(await small.run(aCall(source, { language: "typescript" }))).toMatchObject({
      status: "error",
      errorType: "MemoryError",
    });
    await small.close();
  });
});
