import { expect, test } from "vitest";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { callTool, finish, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { fetchOf, heardBy, parseFrames, systemOf } from "@/lib/testing/conversations";
import { aTurnWorld, chunksOf, outline } from "@/lib/testing/turns";

const headers = {
  authorization: "Bearer sk-let-test",
  "user-agent": "letta-code/0.32.18",
  "x-letta-source": "letta-code",
  "x-letta-environment-device-id": "0d2f7a3e-5b1c-4a57-9b55-0c6a9d3c0d11",
  "x-stainless-lang": "js",
  "x-stainless-package-version": "1.10.2",
  "content-type": "application/json",
};

/** What the coding client asks for of a message list, each in a parameter of its own. */
const types = [
  "user",
  "assistant",
  "reasoning",
  "event",
  "summary",
  "approval_request",
  "tool_return",
  "approval_response",
]
  .map((name) => `include_return_message_types=${name}_message`)
  .join("&");

const newAgent = {
  agent_type: "letta_v1_agent",
  name: "Letta Code",
  description: "Letta Code agent",
  model: "openai/gpt-4o-mini",
  context_window_limit: 100_000,
  system: "You are a coding agent with a long prompt of your own.",
  memory_blocks: [
    { label: "persona", value: "I write code", description: "Who I am" },
    { label: "human", value: "", description: "Whom I work with" },
  ],
  tags: ["origin:letta-code"],
  tools: ["web_search", "fetch_webpage"],
  include_base_tools: false,
  include_base_tool_rules: false,
  initial_message_sequence: [],
  parallel_tool_calls: true,
  enable_sleeptime: false,
  compaction_settings: { model: "letta/auto" },
};

const turn = {
  streaming: true,
  stream_tokens: true,
  include_pings: true,
  background: true,
  include_compaction_messages: true,
  client_skills: [
    { name: "commit", description: "Writes commits", location: "/home/me/.skills/commit/SKILL.md" },
  ],
  client_tools: [
    {
      name: "Bash",
      description: "Runs a command",
      parameters: { type: "object", properties: { command: { type: "string" } } },
    },
    {
      name: "Read",
      description: "Reads a file",
      parameters: { type: "object", properties: { path: { type: "string" } } },
    },
  ],
};

const said = (text: string, otid: string) => ({
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "<system-reminder>You are in /work</system-reminder>" },
        { type: "text", text },
      ],
      otid,
    },
  ],
});

const returned = (tool_call_id: string, text: string) => ({
  messages: [
    {
      type: "approval",
      approvals: [{ type: "tool", tool_call_id, tool_return: [{ type: "text", text }], status: "success" }],
      otid: `returns-${tool_call_id}`,
    },
  ],
});

async function aCodingClient(...script: Parameters<typeof scriptedModel>) {
  const model = scriptedModel(...script);
  const { ctx } = await aTurnWorld({ model });
  await ensureBaseTools(ctx);
  const fetch = fetchOf(ctx);
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const get = async (path: string) => (await call("GET", path)).body;
  const speak = async (path: string, body: object) => {
    const response = await fetch(path, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...turn, ...body }),
    });
    return { status: response.status, frames: parseFrames(await response.text()) };
  };
  return { model, call, get, speak };
}

test("the coding client's first run is answered step by step, from its health check to its client-side tools", async () => {
  const bash = callTool("Bash", { command: "ls" }, "call-1");
  const { model, call, get, speak } = await aCodingClient(
    [text("Looking."), bash],
    [text("There is a.txt"), finish()],
  );
  expect((await call("GET", "/v1/health")).status).toBe(200);
  expect(await get("/v1/agents/?limit=1")).toEqual([]);
  expect((await call("POST", "/v1/tools/add-base-tools")).status).toBe(200);
  // It goes on without the catalogue of the hosted product.
  expect((await call("GET", "/v1/models/catalog")).status).toBe(404);
  expect(await get("/v1/models/")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ handle: newAgent.model, max_context_window: 128_000 }),
    ]),
  );

  const { status, body: agent } = await call("POST", "/v1/agents/", newAgent);
  expect([status, agent.tags, agent.embedding_config]).toEqual([200, ["origin:letta-code"], null]);
  expect(agent.llm_config).toMatchObject({ handle: newAgent.model, context_window: 100_000 });
  const path = `/v1/agents/${agent.id}`;
  const { tags } = await get(`${path}?include=agent.tags`);
  expect((await call("PATCH", path, { tags: [...tags, "default:memo"] })).body.tags).toEqual([
    "origin:letta-code",
    "default:memo",
  ]);
  const choice = {
    model: "openai/gpt-4.1",
    model_settings: { provider_type: "openai", parallel_tool_calls: true, max_output_tokens: 8_000 },
    context_window_limit: 90_000,
    max_tokens: 8_000,
  };
  const changed = (await call("PATCH", path, choice)).body;
  expect(changed).toMatchObject({
    model: "openai/gpt-4.1",
    llm_config: { context_window: 90_000, max_tokens: 8_000 },
  });
  const whole = await get(`${path}?include=agent.secrets&include=agent.tools&include=agent.tags`);
  expect(whole.tools.map(({ name }: { name: string }) => name).sort()).toEqual([
    "fetch_webpage",
    "web_search",
  ]);
  expect(whole.secrets).toEqual([]);

  const { body: conversation } = await call("POST", `/v1/conversations/?agent_id=${agent.id}`, {
    isolated_block_labels: [],
  });
  const conv = `/v1/conversations/${conversation.id}`;
  const [lastId] = (await get(conv)).in_context_message_ids.slice(-1);
  expect(await get(`/v1/messages/${lastId}`)).toMatchObject([{ id: lastId, message_type: "system_message" }]);
  expect(await get(`${conv}/messages?limit=200&order=desc&${types}`)).toEqual([]);

  const first = await speak(`${conv}/messages`, said("What is here?", "otid-1"));
  expect(first.status).toBe(200);
  expect(outline(first.frames)).toEqual([
    "ping",
    "assistant_message",
    "approval_request_message",
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
  const chunks = chunksOf(first.frames);
  const runId = (first.frames[0] as { data: { run_id: string } }).data.run_id;
  expect(chunks.slice(0, -2).map(({ run_id, seq_id }) => [run_id, seq_id])).toEqual(
    chunks.slice(0, -2).map((_, index) => [runId, index + 1]),
  );
  expect(chunks.find(({ stop_reason }) => stop_reason)).toMatchObject({ stop_reason: "requires_approval" });
  expect(model.requests[0].tools.map(({ name }) => name).sort()).toEqual([
    "Bash",
    "Read",
    "fetch_webpage",
    "web_search",
  ]);
  expect(systemOf(model.requests[0])).toContain("SKILL.md (Writes commits)");
  expect(heardBy(model.requests[0])).toEqual([expect.stringContaining("What is here?")]);

  const second = await speak(`${conv}/messages`, returned("call-1", "a.txt"));
  expect(chunksOf(second.frames)).toMatchObject([
    { message_type: "tool_return_message", tool_return: "a.txt" },
    { message_type: "assistant_message", content: "There is a.txt" },
    { stop_reason: "end_turn" },
    { message_type: "usage_statistics", step_count: 1 },
  ]);
  const history = await get(`${conv}/messages?limit=50&order=desc&${types}`);
  expect(history.map(({ message_type }: { message_type: string }) => message_type)).toEqual([
    "assistant_message",
    "tool_return_message",
    "approval_response_message",
    "assistant_message",
    "approval_request_message",
    "user_message",
  ]);
});

test("the coding client finds the run it lost, and reads on behind the last event it saw", async () => {
  const { call, get, speak } = await aCodingClient([text("one "), text("two")]);
  const { body: agent } = await call("POST", "/v1/agents/", newAgent);
  const { body: conversation } = await call("POST", `/v1/conversations/?agent_id=${agent.id}`, {});
  const conv = `/v1/conversations/${conversation.id}`;
  const { frames } = await speak(`${conv}/messages`, said("Count", "otid-1"));
  const [run] = await get(
    `/v1/runs/?statuses=completed&order=desc&limit=1&conversation_id=${conversation.id}`,
  );
  expect(run).toMatchObject({
    agent_id: agent.id,
    conversation_id: conversation.id,
    background: true,
    stop_reason: "end_turn",
  });
  const rest = await speak(`/v1/runs/${run.id}/stream`, { starting_after: 1, batch_size: 1000 });
  expect(chunksOf(rest.frames)).toEqual(chunksOf(frames).slice(1));
  const repeated = await speak(`${conv}/messages`, said("Count", "otid-1"));
  expect(chunksOf(repeated.frames)).toEqual(chunksOf(frames));
});

test("the coding client's default conversation is the agent's own", async () => {
  const { call, get, speak } = await aCodingClient([text("hi")]);
  const { body: agent } = await call("POST", "/v1/agents/", newAgent);
  const { frames } = await speak("/v1/conversations/default/messages", {
    ...said("Hello", "otid-1"),
    agent_id: agent.id,
  });
  expect(outline(frames)).toEqual(["ping", "assistant_message", "stop_reason", "usage_statistics", "[DONE]"]);
  const { message_ids } = await get(`/v1/agents/${agent.id}`);
  expect(message_ids).toHaveLength(3);
  const listed = await get(`/v1/agents/${agent.id}/messages?conversation_id=default&order=desc&limit=2`);
  expect(listed.map(({ message_type }: { message_type: string }) => message_type)).toEqual([
    "assistant_message",
    "user_message",
  ]);
});
