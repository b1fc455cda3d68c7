import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { newId } from "@/lib/shared/ids";
import type { Operation } from "./operation";
import { contract } from "./registry";

const { agents, blocks, conversations, runs, templates, tools } = contract;

function bodyOf<B extends z.ZodType>(op: Operation<any, any, B, any, any>): B {
  if (!op.body) throw new Error(`${op.operationId} takes no body`);
  return op.body;
}

// What the official clients send, field by field; a schema that is too strict would lock them out.
describe("bodies of official clients are accepted", () => {
  test("an agent of the coding client", () => {
    const body = {
      agent_type: "letta_v1_agent",
      name: "coder",
      model: "openai/gpt-5",
      context_window_limit: 200_000,
      memory_blocks: [{ label: "persona", value: "I am", description: "who" }],
      tags: ["origin:letta-code"],
      tools: ["web_search"],
      include_base_tools: false,
      include_base_tool_rules: false,
      initial_message_sequence: [],
      parallel_tool_calls: true,
      enable_sleeptime: false,
      compaction_settings: { model: "letta/auto" },
      some_field_of_tomorrow: true,
    };
    expect(bodyOf(agents.createAgent).parse(body)).toMatchObject({
      name: "coder",
      include_multi_agent_tools: false,
    });
  });

  test("a block as the server returned it, posted back with a new agent", () => {
    const block = {
      id: newId("block"),
      label: "human",
      value: "Ada",
      limit: 5000,
      tags: [],
      created_by_id: null,
    };
    const parsed = bodyOf(agents.createAgent).parse({ memory_blocks: [block] });
    expect(parsed.memory_blocks?.[0]).not.toHaveProperty("id");
  });

  test("a turn with text parts, client tools and skills", () => {
    const body = {
      messages: [{ role: "user", content: [{ type: "text", text: "hi" }], otid: "x" }],
      streaming: true,
      stream_tokens: true,
      client_skills: [{ name: "a", description: "b", location: "c" }],
      client_tools: [{ name: "Bash", description: "", parameters: { type: "object" } }],
    };
    const parsed = bodyOf(conversations.sendConversationMessage).parse(body);
    expect(parsed.messages?.[0]).toMatchObject({ type: "message", role: "user" });
    expect(parsed).toMatchObject({ include_pings: true, background: false, max_steps: 50 });
  });

  test("approvals and client-side tool returns are told apart by their type", () => {
    const approval = {
      type: "approval",
      approvals: [{ type: "approval", tool_call_id: "c", approve: true }],
    };
    const returns = {
      type: "tool_return",
      tool_returns: [{ type: "tool", tool_call_id: "c", tool_return: "x", status: "success" }],
    };
    const { messages } = bodyOf(agents.sendMessage).parse({ messages: [approval, returns] });
    expect(messages).toMatchObject([approval, returns]);
  });
});

test("a change of an agent or a block holds only what the caller sent: nothing is reset to a default", () => {
  expect(bodyOf(agents.modifyAgent).parse({ name: "x" })).toEqual({ name: "x" });
  expect(bodyOf(blocks.modifyBlock).parse({ value: "x", description: null })).toEqual({
    value: "x",
    description: null,
  });
  expect(bodyOf(tools.modifyTool).parse({ description: "x" })).toEqual({ description: "x" });
});

test("a schema is strict where clients rely on being told about a misspelt field", () => {
  expect(bodyOf(tools.createTool).safeParse({ source_code: "def f(): pass", nmae: "f" }).success).toBe(false);
  expect(bodyOf(contract.identities.createIdentity).safeParse({ extra: 1 }).success).toBe(false);
});

test("a stream can be asked for without a body", () => {
  expect(bodyOf(runs.retrieveStreamForRun).parse(undefined)).toMatchObject({
    starting_after: 0,
    include_pings: true,
  });
});

test("a template is made of an agent or of a file, and nothing else", () => {
  const body = bodyOf(templates.createTemplateNoProject);
  expect(body.parse({ type: "agent", agent_id: "a" })).toEqual({ type: "agent", agent_id: "a" });
  expect(body.safeParse({ type: "agent", agent_id: "a", name: "no spaces" }).success).toBe(false);
  expect(body.safeParse({ type: "other" }).success).toBe(false);
});
