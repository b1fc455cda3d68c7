import { describe, expect, test } from "vitest";
import { throughSendMessage, turnFor } from "@/e2e/scripted-model/script";
import { collect } from "@/lib/shared/collect";
import { callOf, returnOf, row, toolRow, toolSpec } from "./testing/messages";
import { asking, callsIn, saidIn, thoughtIn, withScriptedBridge } from "./testing/scripted-bridge";

const { server, bridge } = withScriptedBridge();
const ask = (said: string) => collect(bridge().stream(asking(said, { tools: [toolSpec("note")] })));

// Browser tests and other processes have no side channel: what they type is the script.
describe("directives in the last user message", () => {
  test("make it say, think and call", async () => {
    expect(saidIn(await ask("please [[text hello there]]"))).toBe("hello there");
    expect(saidIn(await ask("[[echo]] say this"))).toBe("say this");
    expect(saidIn(await ask("anything"))).toBe("ok");
    const parts = await ask(
      '[[think first]] [[text then]] [[tool note {"a": {"b": "]] }"}}]] [[tool note {broken]]',
    );
    expect(thoughtIn(parts)).toBe("first");
    expect(saidIn(parts)).toBe("then");
    expect(callsIn(parts)[0]).toEqual({ name: "note", arguments: '{"a": {"b": "]] }"}}' });
  });

  test("make it fail, stop early or take its time", async () => {
    await expect(ask("[[error 401]]")).rejects.toMatchObject({ kind: "authentication" });
    await expect(ask("[[error overflow]]")).rejects.toMatchObject({ kind: "context_window_exceeded" });
    await expect(ask("[[cut 2]]")).rejects.toMatchObject({ kind: "connection" });
    expect((await ask("[[length]] [[text half]]")).at(-1)).toMatchObject({ reason: "length" });
    expect((await ask("[[empty]]")).map(({ type }) => type)).toEqual(["finish"]);
    const started = performance.now();
    expect(saidIn(await ask("[[slow 20]] [[long 5]]")).split(" ")).toHaveLength(5);
    expect(performance.now() - started).toBeGreaterThan(90);
  });

  test("are answered for with the tool's result", async () => {
    const messages = [
      row("user", '[[tool note {"a":1}]]'),
      row("assistant", [], { tool_calls: [callOf("a", "note")] }),
    ];
    const request = asking("", {
      messages: [row("system", "S"), ...messages, toolRow(returnOf("a", "noted"))],
    });
    expect(saidIn(await collect(bridge().stream(request)))).toBe("ok: noted");
  });

  test("outlast the server's own user messages, and go through send_message where a tool is forced", () => {
    const heartbeat = { role: "user", content: '{"type": "heartbeat", "reason": "x"}' };
    const turn = turnFor([
      { role: "user", content: "[[text hi]]" },
      { role: "tool", content: "done" },
      heartbeat,
    ]);
    expect(turn.text).toBe("ok: done");
    const body = { tool_choice: "required", tools: [{ function: { name: "send_message" } }] };
    expect(throughSendMessage(turn, body).toolCalls).toEqual([
      { name: "send_message", arguments: { message: "ok: done" } },
    ]);
    expect(throughSendMessage(turn, { ...body, tool_choice: "auto" })).toBe(turn);
  });
});

test("without streaming it answers in one body, and queued turns come before directives", async () => {
  server().script({ text: "queued", toolCalls: [{ name: "note", arguments: { a: 1 }, id: "c1" }] });
  const body = JSON.stringify({ model: "m", messages: [{ role: "user", content: "[[text directive]]" }] });
  const answer = async () =>
    (await fetch(`${server().url}/chat/completions`, { method: "POST", body })).json();
  expect(await answer()).toMatchObject({
    choices: [
      {
        message: { content: "queued", tool_calls: [{ id: "c1", function: { arguments: '{"a":1}' } }] },
        finish_reason: "tool_calls",
      },
    ],
  });
  expect(await answer()).toMatchObject({
    choices: [{ message: { content: "directive" }, finish_reason: "stop" }],
  });
});
