import { describe, expect, test } from "vitest";
import type { Model } from "@/lib/runtime/ports";
import { callTool, reasoning, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { collect } from "@/lib/shared/collect";
import { demoConfig, demoModel } from "./demo/demo-model";
import { toolSpec } from "./testing/messages";
import { asking, callsIn, saidIn, thoughtIn, withScriptedBridge } from "./testing/scripted-bridge";

const { server, bridge } = withScriptedBridge();
const demo = () => demoModel(demoConfig, { wordDelayMs: 0 });
const ping = toolSpec("ping", { n: { type: "number" } });

describe.each([
  {
    name: "the in-memory script",
    open: () => scriptedModel([reasoning("hm"), text("one "), text("two")]) as Model,
    user: "hi",
  },
  { name: "the bridge", open: () => bridge({ reasoning: "hm", text: "one two" }), user: "hi" },
  { name: "the demo model", open: demo, user: "/think hm" },
])("$name as a model", ({ open, user }) => {
  test("streams thoughts and words, then finishes once with its usage", async () => {
    const parts = await collect(open().stream(asking(user)));
    expect(thoughtIn(parts)).toBe("hm");
    expect(saidIn(parts).split(" ").length).toBeGreaterThan(1);
    expect(parts.filter(({ type }) => type === "text").length).toBeGreaterThan(1);
    expect(parts.filter(({ type }) => type === "finish")).toHaveLength(1);
    expect(parts.at(-1)).toMatchObject({
      type: "finish",
      reason: "stop",
      usage: { input: expect.any(Number), output: expect.any(Number) },
    });
  });

  test("stops with an abort", async () => {
    const abort = new AbortController();
    const read = async () => {
      for await (const _ of open().stream(asking(user, { signal: abort.signal }))) abort.abort();
    };
    await expect(read()).rejects.toThrow();
  });

  test("shows what it would send without sending it", async () => {
    const body = await open().preview(asking(user));
    expect(JSON.stringify(body.messages)).toContain("S");
    expect(server().requests).toHaveLength(0);
  });
});

describe.each([
  {
    name: "the in-memory script",
    open: () => scriptedModel([callTool("ping", { n: 1 }, "a"), callTool("ping", { n: 2 }, "b")]) as Model,
    user: "go",
  },
  {
    name: "the bridge",
    open: () =>
      bridge({
        toolCalls: [
          { name: "ping", arguments: { n: 1 } },
          { name: "ping", arguments: { n: 2 } },
        ],
      }),
    user: "go",
  },
  {
    name: "the bridge by directives",
    open: () => bridge(),
    user: '[[tool ping {"n":1}]] [[tool ping {"n":2}]]',
  },
  { name: "the demo model", open: demo, user: '/call ping {"n":1}\n/call ping {"n":2}' },
])("$name calling tools", ({ open, user }) => {
  test("starts each call before its increments, which add up to its arguments", async () => {
    const parts = await collect(open().stream(asking(user, { tools: [ping] })));
    expect(callsIn(parts).map((call) => ({ ...call, arguments: JSON.parse(call.arguments) }))).toEqual([
      { name: "ping", arguments: { n: 1 } },
      { name: "ping", arguments: { n: 2 } },
    ]);
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "tool_calls" });
  });
});

describe("the bridge", () => {
  test("sends one body with tools, settings and no retry layer of its own", async () => {
    await collect(
      bridge({ text: "ok" }).stream(
        asking("hi", { tools: [ping], toolChoice: { name: "ping" }, parallelToolCalls: false }),
      ),
    );
    expect(server().requests).toHaveLength(1);
    expect(server().requests[0]).toMatchObject({
      authorization: "Bearer sk-secret-key",
      body: {
        model: "scripted-large",
        stream: true,
        stream_options: { include_usage: true },
        temperature: 0.5,
        max_tokens: 512,
        parallel_tool_calls: false,
        tool_choice: { type: "function", function: { name: "ping" } },
        messages: [
          { role: "system", content: "S" },
          { role: "user", content: "hi" },
        ],
        tools: [{ type: "function", function: { name: "ping", parameters: ping.parameters } }],
      },
    });
  });

  test("previews exactly the body it sends", async () => {
    const request = asking("hi", { tools: [ping] });
    const body = await bridge({ text: "ok" }).preview(request);
    await collect(bridge().stream(request));
    expect(server().requests[0].body).toEqual(body);
  });

  test("reports usage with cached and reasoning tokens, and a trace without the key", async () => {
    const parts = await collect(bridge({ reasoning: "a b", text: "c" }).stream(asking("hi")));
    const end = parts.at(-1);
    if (end?.type !== "finish") throw new Error("no finish");
    expect(end.usage).toMatchObject({ output: 3, reasoning: 2, cachedInput: expect.any(Number) });
    expect(end.usage.total).toBe(end.usage.input + 3);
    expect(end.trace?.request).toEqual(server().requests[0].body);
    expect(end.trace?.response).toMatchObject({
      message: { content: "c", reasoning: "a b" },
      finish_reason: "stop",
      usage: { completion_tokens: 3 },
    });
    expect(JSON.stringify(end.trace)).not.toContain("sk-secret-key");
  });

  test("passes a json_schema response format on", async () => {
    const responseFormat = {
      type: "json_schema" as const,
      json_schema: { name: "answer", schema: { type: "object" } },
    };
    await collect(bridge({ text: "{}" }).stream(asking("hi", { responseFormat })));
    expect(server().requests[0].body.response_format).toMatchObject({
      type: "json_schema",
      json_schema: { name: "answer" },
    });
  });

  test("says when an answer was cut by its length limit", async () => {
    const parts = await collect(bridge({ text: "half", finishReason: "length" }).stream(asking("hi")));
    expect(parts.at(-1)).toMatchObject({ reason: "length" });
  });

  test("passes malformed arguments on as text", async () => {
    const parts = await collect(
      bridge({ toolCalls: [{ name: "ping", arguments: '{"n": 1' }] }).stream(asking("hi", { tools: [ping] })),
    );
    expect(callsIn(parts)).toEqual([{ name: "ping", arguments: '{"n": 1' }]);
  });

  test("passes a call of an unknown tool on", async () => {
    const parts = await collect(
      bridge({ toolCalls: [{ name: "nope" }] }).stream(asking("hi", { tools: [ping] })),
    );
    expect(callsIn(parts)[0].name).toBe("nope");
  });

  test("takes an orderly empty answer as a finish", async () => {
    const parts = await collect(bridge({}).stream(asking("hi")));
    expect(parts.map(({ type }) => type)).toEqual(["finish"]);
  });

  test("closes the connection when it is aborted or left", async () => {
    const before = server().aborted();
    const abort = new AbortController();
    const slow = { text: "word ".repeat(200), msPerToken: 5 };
    const aborted = async () => {
      for await (const _ of bridge(slow).stream(asking("hi", { signal: abort.signal }))) abort.abort();
    };
    await expect(aborted()).rejects.toThrow();
    for await (const _ of bridge(slow).stream(asking("hi"))) break;
    await expect.poll(() => server().aborted()).toBe(before + 2);
  });
});
