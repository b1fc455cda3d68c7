import { describe, expect, test } from "vitest";
import type { ToolSpec } from "@/lib/runtime/ports";
import { collect } from "@/lib/shared/collect";
import { ask, model, read, tools } from "../testing/demo";
import { aRequest, callOf, returnOf, row, toolRow, toolSpec } from "../testing/messages";
import { demoConfig } from "./demo-model";

describe("commands", () => {
  const roll = toolSpec("roll", { sides: { type: "integer" } });

  test("call any attached tool, also several at once", async () => {
    const said = '/call roll {"sides": 6}\n/call roll {"sides":\n20}';
    const both = [
      { name: "roll", arguments: { sides: 6 } },
      { name: "roll", arguments: { sides: 20 } },
    ];
    expect((await ask(said, { tools: [roll] })).calls).toEqual(both);
    expect((await ask(said, { tools: [roll], parallelToolCalls: false })).calls).toEqual(both.slice(0, 1));
    const after = [
      row("assistant", [], { tool_calls: [callOf("a", "roll", { sides: 6 })] }),
      toolRow(returnOf("a", "4")),
    ];
    expect((await ask(said, { tools: [roll], parallelToolCalls: false, after })).calls).toEqual(
      both.slice(1),
    );
    const done = [
      ...after,
      row("assistant", [], { tool_calls: [callOf("b", "roll")] }),
      toolRow(returnOf("b", "17")),
    ];
    expect((await ask(said, { tools: [roll], after: done })).text).toBe("roll returned: 17");
    expect((await ask("/call nope", { tools: [roll] })).text).toContain("There is no tool named nope");
  });

  test("pass broken arguments on as they are", async () => {
    const messages = [row("system", "S"), row("user", '/call roll {"sides": ')];
    const parts = await collect(model.stream(aRequest({ messages, tools: [roll] })));
    expect(parts.map((part) => (part.type === "tool_call_delta" ? part.arguments : "")).join("")).toBe(
      '{"sides":',
    );
  });

  test("show memory, tools and thoughts, and fail on request", async () => {
    expect((await ask("/memory", { human: "Name: Ada" })).text).toContain("human:\nName: Ada");
    expect((await ask("/tools")).text).toContain("- memory_insert: Does memory_insert.");
    expect((await ask("/help")).text).toContain("/call NAME");
    expect(await ask("/think about cats")).toMatchObject({ thought: "about cats" });
    expect((await ask("/long 300")).text.split(" ")).toHaveLength(300);
    await expect(ask("/error rate_limit")).rejects.toMatchObject({ name: "ModelError", kind: "rate_limit" });
  });

  test("slow the stream down, which an abort ends", async () => {
    const messages = [row("system", "S"), row("user", "/slow 1000")];
    const started = performance.now();
    await expect(
      collect(model.stream(aRequest({ messages, signal: AbortSignal.timeout(50) }))),
    ).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(900);
  });
});

describe("honesty", () => {
  test("it says what it is, and never that it is a language model", async () => {
    for (const said of [
      "What are you?",
      "are you an AI?",
      "Are you a language model?",
      "which model is this",
    ])
      expect((await ask(said)).text).toBe("I'm the demo model, a set of rules, not a language model.");
    expect((await ask("Write me a poem about the sea")).text).toContain("I'm the demo model, a set of rules");
    expect(demoConfig.display_name).toBe("Demo (rules, not a language model)");
  });

  test("it leaves arithmetic to run_code", async () => {
    expect((await ask("What is 12*(3+4)?", { tools: [tools.runCode] })).calls).toEqual([
      { name: "run_code", arguments: { code: "print(12*(3+4))", language: "python" } },
    ]);
    expect((await ask("What is 2^10?")).text).toContain("run_code");
    expect((await ask("2026")).calls).toEqual([]);
  });

  test("it repeats a tool's failure plainly", async () => {
    const after = [
      row("assistant", [], { tool_calls: [callOf("a", "memory_insert")] }),
      toolRow(returnOf("a", "This block is read-only", "error")),
    ];
    expect((await ask("my name is Ada", { after })).text).toBe(
      "memory_insert failed: This block is read-only",
    );
  });

  test("it counts its tokens", async () => {
    const parts = await collect(model.stream(aRequest()));
    const finish = parts.at(-1);
    if (finish?.type !== "finish") throw new Error("no finish");
    expect(finish.usage.input).toBeGreaterThan(5);
    expect(finish.usage.total).toBe(finish.usage.input + finish.usage.output);
  });
});

describe("agents that must call a tool", () => {
  const heartbeat = { request_heartbeat: { type: "boolean" }, thinking: { type: "string" } };
  const older = (tool: ToolSpec): ToolSpec => ({
    ...tool,
    parameters: {
      ...tool.parameters,
      properties: { ...(tool.parameters.properties as object), ...heartbeat },
      required: ["request_heartbeat", "thinking"],
    },
  });

  test("hear it through send_message", async () => {
    const { calls, text: direct } = await ask("Hi!", {
      tools: [tools.append, tools.sendMessage],
      toolChoice: "required",
    });
    expect(calls).toEqual([
      { name: "send_message", arguments: { message: expect.stringMatching(/^Hello!/) } },
    ]);
    expect(direct).toBe("");
  });

  test("get the older loop's own arguments, and go on after a memory call", async () => {
    const attached = [older(tools.append), tools.sendMessage];
    expect((await ask("my name is Ada", { tools: attached, toolChoice: "required" })).calls).toEqual([
      {
        name: "core_memory_append",
        arguments: {
          label: "human",
          content: "Name: Ada",
          request_heartbeat: true,
          thinking: expect.any(String),
        },
      },
    ]);
    const after = [
      row("assistant", [], { tool_calls: [callOf("a", "core_memory_append")] }),
      toolRow(returnOf("a", "Name: Ada")),
      row("user", '{"type":"heartbeat","reason":"function called","time":"now"}'),
    ];
    expect((await ask("my name is Ada", { tools: attached, toolChoice: "required", after })).calls).toEqual([
      { name: "send_message", arguments: { message: "Saved to memory." } },
    ]);
  });

  test("that speak to nobody end their work", async () => {
    const attached = [tools.insert, toolSpec("memory_finish_edits", {})];
    const { calls } = await ask("The weather was discussed.", { tools: attached, toolChoice: "required" });
    expect(calls).toEqual([{ name: "memory_finish_edits", arguments: {} }]);
  });

  test("get the tool they insist on", async () => {
    const { calls } = await ask("Hi!", {
      tools: [tools.insert, tools.sendMessage],
      toolChoice: { name: "memory_insert" },
    });
    expect(calls).toEqual([{ name: "memory_insert", arguments: { label: "demo", new_string: "demo" } }]);
  });
});

test("a request for a summary gets excerpts of the conversation", async () => {
  const messages = [
    row("system", "Summarize the conversation."),
    row("user", "user: The launch is in May\nassistant: Noted"),
  ];
  const { text: summary } = read(await collect(model.stream(aRequest({ messages }))));
  expect(summary).toContain("The launch is in May");
});
