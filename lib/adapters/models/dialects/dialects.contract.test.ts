import { describe, expect, test } from "vitest";
import type { ContentPart } from "@/lib/runtime/messages";
import type { Model, ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { aRequest, callOf, returnOf, row, toolRow } from "../testing/messages";
import { callsIn, saidIn, thoughtIn } from "../testing/scripted-bridge";
import { add, withWireServer } from "../testing/wire-server";
import { anthropicWire } from "../testing/wires/anthropic";
import { compatibleWire, openAiChatWire } from "../testing/wires/chat";
import { googleWire } from "../testing/wires/google";
import { responsesWire } from "../testing/wires/responses";
import { schema } from "../testing/wires/wire";

const server = withWireServer();
const thought = { pieces: ["I ", "think."], signature: "c2lnbmVk" };
const ask = (model: Model, fields: Partial<ModelRequest> = {}) => collect(model.stream(aRequest(fields)));
const wires = [openAiChatWire, compatibleWire, responsesWire, anthropicWire, googleWire];

describe.each(wires)("$name", (wire) => {
  const open = () => wire.open(server().url);
  const answer = (...turn: Parameters<typeof wire.events>) =>
    server().answer({ events: wire.events(...turn) });

  test("streams text as it comes and ends with the provider's own count", async () => {
    answer({ words: ["One ", "two ", "three."] });
    const parts = await ask(open());
    expect(parts.filter(({ type }) => type === "text")).toHaveLength(3);
    expect(saidIn(parts)).toBe("One two three.");
    expect(parts.at(-1)).toMatchObject({
      type: "finish",
      reason: "stop",
      usage: { input: 100, output: 20, total: 120, cachedInput: 60 },
    });
    expect(server().requests).toHaveLength(1);
    expect(server().requests[0].path).toMatch(wire.path);
  });

  test("streams the arguments of a call behind its beginning", async () => {
    answer({ words: ["Adding."], calls: [{ id: "call_1", name: "add", pieces: ['{"a"', ":1", "}"] }] });
    const parts = await ask(open(), { tools: [add] });
    expect(callsIn(parts)).toEqual([{ name: "add", arguments: '{"a":1}' }]);
    expect(parts.filter(({ type }) => type === "tool_call_delta").length).toBe(wire.streamsArguments ? 3 : 1);
    expect(parts.at(-1)).toMatchObject({ reason: "tool_calls" });
  });

  test("keeps parallel calls apart, in their order", async () => {
    const calls = [1, 2, 3].map((a) => ({ id: `call_${a}`, name: "add", pieces: ['{"a":', `${a}}`] }));
    answer({ calls });
    const parts = await ask(open(), { tools: [add] });
    expect(callsIn(parts).map((call) => call.arguments)).toEqual(['{"a":1}', '{"a":2}', '{"a":3}']);
    const ids = parts.flatMap((part) => (part.type === "tool_call_start" ? [part.id] : []));
    expect(new Set(ids).size).toBe(3);
  });

  test("sends an answered parallel call back as the provider wants it", async () => {
    const ids = ["call_1", "call_2"];
    const messages = [
      row("system", "S"),
      row("user", "add"),
      row("assistant", [], { model: wire.model, tool_calls: ids.map((id) => callOf(id, "add", { a: 1 })) }),
      toolRow(...ids.map((id) => returnOf(id, `result of ${id}`))),
    ];
    answer({ words: ["done"] });
    await ask(open(), { messages, tools: [add] });
    const sent = JSON.stringify(server().requests[0].body);
    for (const id of ids) expect(sent).toContain(`result of ${id}`);
  });

  test.runIf(wire.replayed)(
    "streams its thoughts and gets them back, signed, with the calls they led to",
    async () => {
      answer({ thought, calls: [{ id: "call_1", name: "add", pieces: ['{"a":1}'] }] });
      answer({ words: ["2"] });
      const parts = await ask(open(), { tools: [add] });
      expect(thoughtIn(parts)).toBe("I think.");
      const messages = [
        row("system", "S"),
        row("user", "1+1"),
        answered(parts, wire.model),
        toolRow(returnOf("call_1", "2")),
      ];
      await ask(open(), { messages, tools: [add] });
      expect(JSON.stringify(server().requests[1].body)).toContain(wire.replayed);
    },
  );

  test.runIf(wire.replayed)("keeps a thought from another vendor's model to itself", async () => {
    answer({ words: ["2"] });
    const foreign = row("assistant", thoughtParts("I think.", "c2lnbmVk"), {
      model: "someone-else-7b",
      tool_calls: [callOf("call_1", "add", { a: 1 })],
    });
    const messages = [row("system", "S"), row("user", "1+1"), foreign, toolRow(returnOf("call_1", "2"))];
    await ask(open(), { messages, tools: [add] });
    expect(JSON.stringify(server().requests[0].body)).not.toContain(wire.replayed);
  });

  test("waits as long as a 429 says, and then goes on", async () => {
    const busy = wire.error(429, "Slow down");
    server().answer({ ...busy, headers: { "retry-after": "0.2" } } as typeof busy);
    answer({ words: ["fine"] });
    const started = performance.now();
    expect(saidIn(await ask(open()))).toBe("fine");
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  // Waiting for minutes inside a turn helps nobody, and asking before the time is up only makes it longer.
  test("does not ask before its time when a 429 says to wait for long", async () => {
    const busy = wire.error(429, "Slow down");
    server().answer({ ...busy, headers: { "retry-after": "3600" } } as typeof busy);
    await expect(ask(open())).rejects.toMatchObject({ kind: "rate_limit", retryAfterMs: 3_600_000 });
    expect(server().requests).toHaveLength(1);
  });

  test("tries a failing server again, and gives up with its reason", async () => {
    server().answer(wire.error(500, "Internal mishap"));
    answer({ words: ["fine"] });
    expect(saidIn(await ask(open()))).toBe("fine");
    server().answer(wire.error(500, "Mishap"), wire.error(500, "Mishap"), wire.error(500, "Mishap"));
    await expect(ask(open())).rejects.toMatchObject({
      kind: "server",
      message: expect.stringContaining("Mishap"),
    });
    expect(server().requests).toHaveLength(5);
  });

  test("tells an overflow as one, and does not try it again", async () => {
    server().answer(wire.overflow);
    await expect(ask(open())).rejects.toMatchObject({ kind: "context_window_exceeded" });
    expect(server().requests).toHaveLength(1);
  });

  test("an answer that is none is an error and no answer", async () => {
    for (const raw of ["data: {not json\n\n", 'data: {"choices": 7, "type": 3, "candidates": "x"}\n\n']) {
      server().answer({ raw });
      await expect(ask(open())).rejects.toMatchObject({ name: "ModelError", kind: "invalid_response" });
    }
    server().answer({ raw: "<html>", type: "text/html" }, { raw: "", type: "text/html" });
    for (const _ of [1, 2])
      await expect(ask(open())).rejects.toMatchObject({
        kind: expect.stringMatching(/empty_response|invalid_response/),
      });
    expect(server().requests).toHaveLength(4);
  });

  test.runIf(wire.streamsArguments)(
    "passes broken arguments on as they came: what to do with them is not its business",
    async () => {
      answer({ calls: [{ id: "call_1", name: "add", pieces: ['{"a": ', "oops"] }] });
      expect(callsIn(await ask(open(), { tools: [add] }))).toEqual([
        { name: "add", arguments: '{"a": oops' },
      ]);
    },
  );

  test("a stream cut in its middle is a lost connection, not an answer, and not asked for twice", async () => {
    server().answer({ events: wire.events({ words: ["Half an "] }, { withoutEnd: true }), isCut: true });
    const parts: ModelPart[] = [];
    const reading = (async () => {
      for await (const part of open().stream(aRequest())) parts.push(part);
    })();
    await expect(reading).rejects.toMatchObject({ name: "ModelError", kind: "connection" });
    expect(saidIn(parts)).toBe("Half an ");
    expect(server().requests).toHaveLength(1);
  });

  test("an orderly end without a reason is no end", async () => {
    server().answer({ events: wire.events({ words: ["Half an "] }, { withoutEnd: true }) });
    await expect(ask(open())).rejects.toMatchObject({ kind: "connection" });
  });

  test("asks for text, for JSON, and for JSON by a schema", async () => {
    const { messages } = aRequest();
    const byDefault = await open().preview(aRequest({ messages }));
    const text = await open().preview(aRequest({ messages, responseFormat: { type: "text" } }));
    expect(text).toEqual(byDefault);
    const json = await open().preview(aRequest({ messages, responseFormat: { type: "json_object" } }));
    if (wire.formats.json) expect(json).toMatchObject(wire.formats.json);
    else expect(json).toEqual(byDefault);
    const json_schema = { name: "answer", schema, strict: true };
    const bySchema = await open().preview(aRequest({ responseFormat: { type: "json_schema", json_schema } }));
    expect(bySchema).toMatchObject(wire.formats.schema);
  });

  test("asks by the agent's own format where the request has none", async () => {
    const json_schema = { name: "answer", schema, strict: true };
    const model = wire.open(server().url, { response_format: { type: "json_schema", json_schema } });
    expect(await model.preview(aRequest())).toMatchObject(wire.formats.schema);
  });
});

const thoughtParts = (reasoning: string, signature: string): ContentPart[] => [
  { type: "reasoning", is_native: true, reasoning, signature },
];

/** The answer as it is stored. */
function answered(parts: ModelPart[], model: string) {
  const signature = parts
    .flatMap((part) => ("signature" in part && part.signature ? [part.signature] : []))
    .join("");
  return row("assistant", thoughtParts(thoughtIn(parts), signature), {
    model,
    tool_calls: [callOf("call_1", "add", { a: 1 })],
  });
}
