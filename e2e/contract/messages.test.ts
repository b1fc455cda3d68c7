import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { collect, DEMO, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();

test("a blocking turn answers with its messages, its stop reason and its usage", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const answer = await client.agents.messages.create(agent.id, {
    messages: [{ role: "user", content: "[[think Let me see.]] [[text Hello Ada.]]" }],
  });
  expect(answer.messages).toMatchObject([
    { message_type: "reasoning_message", reasoning: "Let me see.", source: "reasoner_model" },
    { message_type: "assistant_message", content: "Hello Ada." },
  ]);
  expect(answer.stop_reason).toMatchObject({ message_type: "stop_reason", stop_reason: "end_turn" });
  expect(answer.usage).toMatchObject({
    step_count: 1,
    prompt_tokens: expect.any(Number),
    reasoning_tokens: 3,
  });
  expect(answer.usage.total_tokens).toBe(
    (answer.usage.prompt_tokens ?? 0) + (answer.usage.completion_tokens ?? 0),
  );
});

test("an agent changes its memory with a tool, and its next turn knows it", async () => {
  const { client, model } = served;
  const agent = await newAgent(client, SCRIPTED);
  const input = '[[tool memory_insert {"label":"human","new_string":"Name: Ada"}]]';
  const { messages, usage } = await client.agents.messages.create(agent.id, { input });
  expect(messages.map(({ message_type }) => message_type)).toEqual([
    "tool_call_message",
    "tool_return_message",
    "assistant_message",
  ]);
  expect(usage.step_count).toBe(2);
  expect((await client.agents.blocks.retrieve("human", { agent_id: agent.id })).value).toContain("Name: Ada");
  await client.agents.messages.create(agent.id, { input: "hello" });
  const [system] = (model.requests.at(-1)?.body.messages ?? []) as { content: string }[];
  expect(JSON.stringify(system.content)).toContain("Name: Ada");
});

test("a tool that does not exist and arguments that are no JSON end in a history that goes on working", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  for (const input of ["[[tool no_such_tool {}]]", "[[tool memory_insert {{{ ]]", "[[empty]]"]) {
    const { stop_reason } = await client.agents.messages.create(agent.id, { input });
    expect(stop_reason.stop_reason).toBe("end_turn");
  }
  const { messages } = await client.agents.messages.create(agent.id, { input: "[[text still here]]" });
  expect(messages).toMatchObject([{ content: "still here" }]);
});

test("the demo model remembers what it is told, in this conversation and in its memory", async () => {
  const { client } = served;
  const agent = await newAgent(client, DEMO);
  const first = await client.agents.messages.create(agent.id, { input: "My name is Ada" });
  expect(first.messages.map(({ message_type }) => message_type)).toContain("tool_call_message");
  expect((await client.agents.blocks.retrieve("human", { agent_id: agent.id })).value).toContain("Ada");
  const second = await client.agents.messages.create(agent.id, { input: "What is my name?" });
  expect(JSON.stringify(second.messages.at(-1))).toContain("Ada");
});

// The three ways in which the clients of this API read a history.
test("an integration polls for what is new: no order, `after` the newest it has", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const fresh = (await client.agents.messages.list(agent.id)).items;
  expect(fresh[0].message_type).toBe("system_message");
  const [newest] = (await client.agents.messages.list(agent.id, { limit: 1 })).items.slice(-1);
  await client.agents.messages.create(agent.id, { input: "[[text one]]" });
  await client.agents.messages.create(agent.id, { input: "[[text two]]" });
  const added = (await client.agents.messages.list(agent.id, { after: newest.id })).items;
  expect(added.map(textOf)).toEqual(["[[text one]]", "one", "[[text two]]", "two"]);
});

test("a command line shows the newest first and pages into the past with `after` the oldest it has", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  for (const word of ["a", "b", "c"])
    await client.agents.messages.create(agent.id, { input: `[[text ${word}]]` });
  const page = (await client.agents.messages.list(agent.id, { order: "desc", limit: 2 })).items;
  expect(page.map(textOf)).toEqual(["c", "[[text c]]"]);
  const older = (
    await client.agents.messages.list(agent.id, { order: "desc", limit: 2, after: page.at(-1)?.id })
  ).items;
  expect(older.map(textOf)).toEqual(["b", "[[text b]]"]);
});

test.each(["asc", "desc"] as const)(
  "the client's own paging goes through the whole history once (%s)",
  async (order) => {
    const { client } = served;
    const agent = await newAgent(client, SCRIPTED);
    await client.agents.messages.create(agent.id, {
      input: '[[think hm]] [[tool memory_insert {"label":"human","new_string":"x"}]]',
    });
    await client.agents.messages.create(agent.id, { input: "[[text end]]" });
    const all = await collect(client.agents.messages.list(agent.id, { order, limit: 2 }));
    const kinds = all.map(({ message_type }) => message_type);
    const chronological = order === "asc" ? kinds : kinds.toReversed();
    expect(chronological).toEqual([
      "system_message",
      "user_message",
      "reasoning_message",
      "tool_call_message",
      "tool_return_message",
      "assistant_message",
      "user_message",
      "assistant_message",
    ]);
  },
);

const textOf = (message: object) => ("content" in message ? message.content : undefined);

test("a run, its messages, its steps, their trace and its usage agree with the answer", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const answer = await client.agents.messages.create(agent.id, {
    input: '[[tool memory_insert {"label":"human","new_string":"x"}]]',
  });
  const runId = answer.messages[0].run_id as string;
  expect(await client.runs.retrieve(runId)).toMatchObject({
    id: runId,
    agent_id: agent.id,
    status: "completed",
    stop_reason: "end_turn",
  });
  expect((await collect(client.runs.list({ agent_id: agent.id }))).map(({ id }) => id)).toEqual([runId]);
  const messages = await collect(client.runs.messages.list(runId));
  expect(messages.slice(1)).toEqual(answer.messages);
  const steps = await collect(client.runs.steps.list(runId, { order: "asc" }));
  expect(steps).toMatchObject([
    { run_id: runId, status: "success", model: "scripted-large" },
    { run_id: runId, status: "success", stop_reason: "end_turn" },
  ]);
  const usage = await client.runs.usage.retrieve(runId);
  expect(usage.total_tokens).toBe(answer.usage.total_tokens);
  expect(steps.reduce((sum, step) => sum + (step.total_tokens ?? 0), 0)).toBe(answer.usage.total_tokens);
  expect(await client.steps.retrieve(steps[0].id)).toMatchObject({ id: steps[0].id });
  expect((await collect(client.steps.messages.list(steps[1].id))).map(({ id }) => id)).toEqual([
    answer.messages.at(-1)?.id,
  ]);
  expect((await client.steps.metrics.retrieve(steps[0].id)).tool_execution_ns).toBeGreaterThan(0);
  const trace = await client.steps.trace.retrieve(steps[0].id);
  expect(JSON.stringify(trace)).toContain("memory_insert");
  expect(JSON.stringify(trace)).not.toContain("sk-scripted");
});

test("an accepted turn works on its own and calls back once", async () => {
  const { client } = served;
  const calls: Record<string, unknown>[] = [];
  const hook = createServer((request, response) => {
    let body = "";
    request
      .on("data", (part) => (body += part))
      .on("end", () => {
        calls.push(JSON.parse(body));
        response.writeHead(204).end();
      });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => hook.once("listening", resolve));
  const callback_url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
  const agent = await newAgent(client, SCRIPTED);
  const run = await client.agents.messages.createAsync(agent.id, {
    input: "[[slow 20]] [[text done]]",
    callback_url,
  });
  expect(run).toMatchObject({ status: "created", background: true, callback_url });
  await expect.poll(() => calls.length, { timeout: 10_000 }).toBe(1);
  expect(calls[0]).toMatchObject({
    run_id: run.id,
    status: "completed",
    metadata: { result: { messages: [{ content: "done" }] } },
  });
  await expect
    .poll(() => client.runs.retrieve(run.id))
    .toMatchObject({ status: "completed", callback_status_code: 204 });
  hook.close();
});

test("turns sent at once to one agent do not mix", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const words = ["a", "b", "c", "d"];
  const say = (word: string) =>
    client.agents.messages.create(agent.id, { input: `[[slow 5]] [[think ${word}]] [[text ${word}]]` });
  const answers = await Promise.all(words.map(say));
  expect(answers.map(({ messages }) => textOf(messages[1]))).toEqual(words);
  const history = await collect(client.agents.messages.list(agent.id, { order: "asc" }));
  const runs = history.slice(1).map(({ run_id }) => run_id);
  expect(runs.filter((run, index) => run !== runs[index - 1])).toHaveLength(words.length);
});

test("a call that needs approval waits for it, is denied with a reason, and the agent goes on", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED, {
    tool_rules: [{ type: "requires_approval", tool_name: "memory_insert" }],
  });
  const asked = await client.agents.messages.create(agent.id, {
    input: '[[tool memory_insert {"label":"human","new_string":"x"}]]',
  });
  expect(asked.stop_reason.stop_reason).toBe("requires_approval");
  const request = asked.messages.at(-1) as { message_type: string; tool_call: { tool_call_id: string } };
  expect(request.message_type).toBe("approval_request_message");
  const refused = await failure(client.agents.messages.create(agent.id, { input: "hello?" }));
  expect([refused.status, refused.error.detail.code]).toEqual([409, "PENDING_APPROVAL"]);
  const { tool_call_id } = request.tool_call;
  const wrong = await failure(
    client.agents.messages.create(agent.id, {
      messages: [
        { type: "approval", approvals: [{ type: "approval", tool_call_id: "other", approve: true }] },
      ],
    }),
  );
  expect([wrong.status, wrong.error.detail]).toEqual([400, expect.stringMatching(/invalid tool call ids/i)]);
  const answer = await client.agents.messages.create(agent.id, {
    messages: [
      {
        type: "approval",
        approvals: [{ type: "approval", tool_call_id, approve: false, reason: "not now" }],
      },
    ],
  });
  expect(JSON.stringify(answer.messages[0])).toContain("request to call tool denied. User reason: not now");
  expect(answer.stop_reason.stop_reason).toBe("end_turn");
  expect((await client.agents.blocks.retrieve("human", { agent_id: agent.id })).value).toBe("");
});

test("a tool of the caller's runs at the caller, and its return is what the agent reads", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const client_tools = [
    {
      name: "read_file",
      description: "Reads",
      parameters: { type: "object", properties: { path: { type: "string" } } },
    },
  ];
  const asked = await client.agents.messages.create(agent.id, {
    input: '[[tool read_file {"path":"a.txt"}]]',
    client_tools,
  });
  const { tool_call } = asked.messages.at(-1) as { tool_call: { tool_call_id: string; name: string } };
  expect([asked.stop_reason.stop_reason, tool_call.name]).toEqual(["requires_approval", "read_file"]);
  const returned = {
    type: "tool" as const,
    tool_call_id: tool_call.tool_call_id,
    tool_return: "contents of a",
    status: "success" as const,
  };
  const answer = await client.agents.messages.create(agent.id, {
    messages: [{ type: "approval", approvals: [returned] }],
    client_tools,
  });
  expect(answer.messages.at(-1)).toMatchObject({ content: "ok: contents of a" });
});

test("after a reset the model is shown its memory and nothing of what was said; the record of it stays", async () => {
  const { client, model } = served;
  const agent = await newAgent(client, SCRIPTED);
  await client.agents.messages.create(agent.id, {
    input: '[[tool memory_insert {"label":"human","new_string":"Name: Ada"}]]',
  });
  const before = (await client.agents.messages.list(agent.id)).items;
  await client.agents.messages.reset(agent.id, { add_default_initial_messages: false });
  expect((await client.agents.messages.create(agent.id, { input: "[[text back]]" })).messages).toMatchObject([
    { content: "back" },
  ]);
  const shown = (model.requests.at(-1)?.body.messages ?? []) as { role: string; content: unknown }[];
  expect(shown.slice(1)).toMatchObject([{ role: "user", content: expect.anything() }]);
  expect(JSON.stringify(shown[0].content)).toContain("Name: Ada");
  const ids = (await client.agents.messages.list(agent.id)).items.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(before.slice(1).map(({ id }) => id)));
});
