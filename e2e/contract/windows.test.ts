import { expect, test } from "vitest";
import { collect, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

// What is in an agent's window, looked at and made smaller; and the ways to talk that the client has no method for.
const served = withServer();
const post = (path: string, body: object = {}) => served.client.post(path, { body }) as Promise<any>;

test("a history is compacted on request: the agent goes on with a summary of it", async () => {
  const { client, model } = served;
  const agent = await newAgent(client, SCRIPTED);
  for (const word of ["one", "two", "three"])
    await client.agents.messages.create(agent.id, { input: `[[text said ${word}]]` });
  model.script({ text: "They counted to three." });
  const done = await client.agents.messages.compact(agent.id, {
    compaction_settings: { mode: "all" } as never,
  });
  expect(done).toMatchObject({ summary: expect.stringContaining("They counted to three.") });
  expect(done.num_messages_after).toBeLessThan(done.num_messages_before);
  model.reset();
  await client.agents.messages.create(agent.id, { input: "go on" });
  const sent = JSON.stringify(model.requests[0].body.messages);
  expect(sent).toContain("They counted to three.");
  expect(sent).not.toContain("said one");
});

test("a conversation is compacted by itself, and its next request can be looked at", async () => {
  const { client, model } = served;
  const agent = await newAgent(client, SCRIPTED);
  const { id } = await client.conversations.create({ agent_id: agent.id });
  for (const word of ["red", "green"])
    await collect(await client.conversations.messages.create(id, { input: `[[text said ${word}]]` }));
  model.script({ text: "They named colours." });
  const done = await client.conversations.messages.compact(id, {
    compaction_settings: { mode: "all" } as never,
  });
  expect(done.summary).toContain("They named colours.");
  expect((await client.conversations.retrieve(id)).id).toBe(id);
  const payload = await post(`/v1/conversations/${id}/messages/preview-raw-payload`, { input: "and now?" });
  const sent = JSON.stringify(payload);
  expect(sent).toContain("They named colours.");
  expect(sent).toContain("and now?");
  expect(sent).not.toContain("said red");
});

test("the system prompt is compiled again under the older name of the operation, too", async () => {
  const agent = await newAgent(served.client, SCRIPTED);
  const compiled = await post(`/v1/agents/${agent.id}/system-prompt/recompile`);
  expect(compiled).toContain("I am a companion who remembers.");
});

test("an agent answers a chat client and a voice service", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const messages = [{ role: "user", content: "[[text hello]]" }];
  const answered = { object: "chat.completion", choices: [{ message: { content: "hello" } }] };
  expect(await post("/v1/chat/completions", { model: agent.id, messages })).toMatchObject(answered);
  const voice = `/v1/voice-beta/${agent.id}/chat/completions`;
  expect(await post(voice, { model: "any", messages, stream: false })).toMatchObject(answered);
});
