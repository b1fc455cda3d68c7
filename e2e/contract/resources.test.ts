import { expect, test } from "vitest";
import { collect, DEMO, failure, newAgent } from "../support/client";
import { withServer } from "../support/with-server";

const served = withServer();

test("an agent is created, read, changed, listed and deleted", async () => {
  const { client } = served;
  const agent = await newAgent(client, DEMO, { name: "Ada's companion", tags: ["first"], description: "d" });
  expect(agent).toMatchObject({
    name: "Ada's companion",
    tags: ["first"],
    model: DEMO,
    agent_type: "letta_v1_agent",
  });
  expect(agent.id).toMatch(/^agent-[0-9a-f-]{36}$/);
  expect(agent.blocks?.map(({ label }) => label)).toEqual(["human", "persona"]);
  const changed = await client.agents.update(agent.id, { name: "Renamed", tags: ["second"] });
  expect(changed).toMatchObject({ id: agent.id, name: "Renamed", tags: ["second"], description: "d" });
  expect((await client.agents.retrieve(agent.id)).name).toBe("Renamed");
  await client.agents.delete(agent.id);
  expect((await failure(client.agents.retrieve(agent.id))).status).toBe(404);
});

test("iterating over a list pages through everything once, in order, and stops", async () => {
  const { client } = served;
  const names = Array.from({ length: 7 }, (_, index) => `paged ${index}`);
  for (const name of names) await newAgent(client, DEMO, { name, tags: ["paged"] });
  const asc = await collect(client.agents.list({ tags: ["paged"], limit: 3, order: "asc" }));
  expect(asc.map(({ name }) => name)).toEqual(names);
  const desc = await collect(client.agents.list({ tags: ["paged"], limit: 2, order: "desc" }));
  expect(desc.map(({ name }) => name)).toEqual(names.toReversed());
  const page = await client.agents.list({ tags: ["paged"], limit: 5, order: "asc" });
  expect(page.items).toHaveLength(5);
  expect((await page.getNextPage()).items).toHaveLength(2);
});

test("agents are found by name, by text and by tags", async () => {
  const { client } = served;
  await newAgent(client, DEMO, { name: "finder one", tags: ["x", "y"] });
  await newAgent(client, DEMO, { name: "finder two", tags: ["x"] });
  expect((await client.agents.list({ name: "finder two" })).items).toHaveLength(1);
  expect((await client.agents.list({ query_text: "FINDER" })).items).toHaveLength(2);
  expect(
    (await client.agents.list({ tags: ["x", "y"], match_all_tags: true })).items.map(({ name }) => name),
  ).toEqual(["finder one"]);
  expect(await client.tags.list()).toEqual(expect.arrayContaining(["x", "y"]));
});

test("relations are in an agent only as they are asked for", async () => {
  const { client } = served;
  const { id } = await newAgent(client, DEMO, { tags: ["t"] });
  const bare = await client.agents.retrieve(id, { include: [] });
  const full = await client.agents.retrieve(id, { include: ["agent.blocks", "agent.tools", "agent.tags"] });
  expect(full.blocks).toHaveLength(2);
  expect(full.tools?.length).toBeGreaterThan(0);
  expect(bare.id).toBe(id);
});

test("a block is created, read, changed, listed, attached, shared and deleted", async () => {
  const { client } = served;
  const block = await client.blocks.create({
    label: "project",
    value: "Mneme",
    description: "What we build",
    limit: 1000,
    tags: ["b"],
  });
  expect(block).toMatchObject({ label: "project", value: "Mneme", limit: 1000, read_only: false });
  expect(await client.blocks.update(block.id, { value: "Mneme, now" })).toMatchObject({
    id: block.id,
    value: "Mneme, now",
    description: "What we build",
  });
  expect((await client.blocks.retrieve(block.id)).value).toBe("Mneme, now");
  const [one, two] = [await newAgent(client, DEMO), await newAgent(client, DEMO)];
  for (const { id } of [one, two]) await client.agents.blocks.attach(block.id, { agent_id: id });
  expect((await collect(client.blocks.agents.list(block.id))).map(({ id }) => id).toSorted()).toEqual(
    [one.id, two.id].toSorted(),
  );
  await client.agents.blocks.update("project", { agent_id: one.id, value: "shared" });
  expect((await client.agents.blocks.retrieve("project", { agent_id: two.id })).value).toBe("shared");
  await client.agents.blocks.detach(block.id, { agent_id: two.id });
  expect((await collect(client.agents.blocks.list(two.id))).map(({ label }) => label)).not.toContain(
    "project",
  );
  expect((await collect(client.blocks.list({ label: "project", limit: 1 }))).map(({ id }) => id)).toContain(
    block.id,
  );
  await client.blocks.delete(block.id);
  expect((await failure(client.blocks.retrieve(block.id))).status).toBe(404);
});

test("built-in tools are listed, attached and detached", async () => {
  const { client } = served;
  const all = await collect(client.tools.list({ limit: 5 }));
  expect(all.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "send_message",
      "conversation_search",
      "archival_memory_insert",
      "memory_replace",
    ]),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const [tool] = (await client.tools.list({ name: "archival_memory_search" })).items;
  expect(await client.tools.retrieve(tool.id)).toMatchObject({ id: tool.id, name: "archival_memory_search" });
  const agent = await newAgent(client, DEMO, { include_base_tools: false });
  const namesOf = async () => (await collect(client.agents.tools.list(agent.id))).map(({ name }) => name);
  expect(await namesOf()).toEqual([]);
  await client.agents.tools.attach(tool.id, { agent_id: agent.id });
  expect(await namesOf()).toEqual(["archival_memory_search"]);
  await client.agents.tools.detach(tool.id, { agent_id: agent.id });
  expect(await namesOf()).toEqual([]);
});

test("archival memory keeps passages that can be searched and deleted", async () => {
  const { client } = served;
  const agent = await newAgent(client, DEMO, { embedding: await localEmbedding() });
  const [passage] = await client.agents.passages.create(agent.id, {
    text: "Ada's dog is called Rex.",
    tags: ["pets"],
  });
  await client.agents.passages.create(agent.id, { text: "The server runs on port 8283." });
  expect(passage).toMatchObject({ text: "Ada's dog is called Rex.", tags: ["pets"] });
  expect(await client.agents.passages.list(agent.id)).toHaveLength(2);
  const found = await client.agents.passages.search(agent.id, {
    query: "What is the name of the dog?",
    top_k: 1,
  });
  expect(found.results.map(({ content }) => content)).toEqual(["Ada's dog is called Rex."]);
  await client.agents.passages.delete(passage.id as string, { agent_id: agent.id });
  expect(await client.agents.passages.list(agent.id)).toHaveLength(1);
});

const localEmbedding = async () => {
  const all = await served.client.models.embeddings.list();
  return all.map(({ handle }) => handle as string).find((handle) => !handle.startsWith("openai/")) as string;
};

test("models and embedding models are listed with what is known of them", async () => {
  const models = await served.client.models.list();
  expect(models.map(({ handle }) => handle)).toEqual(
    expect.arrayContaining([DEMO, "openai/scripted-large", "openai/scripted-small"]),
  );
  expect(models.find(({ handle }) => handle === "openai/scripted-small")).toMatchObject({
    provider_type: "openai",
    max_context_window: 16_000,
  });
  expect(models.find(({ handle }) => handle === DEMO)?.display_name).toMatch(/not a language model/);
  expect((await served.client.models.embeddings.list()).map(({ handle }) => handle)).toContain(
    "openai/scripted-embedding",
  );
});

test("the server is healthy and says its version", async () => {
  expect(await served.client.health()).toMatchObject({ status: "ok", version: expect.any(String) });
});

test("the document of the API and its reference page are served, without and with a slash", async () => {
  const { url } = served.server;
  for (const path of ["/openapi.json", "/openapi.json/"]) {
    const document = (await (await fetch(url + path)).json()) as { paths: object };
    expect(Object.keys(document.paths).length).toBeGreaterThan(100);
  }
  const page = await fetch(`${url}/docs`);
  expect([page.status, page.headers.get("content-type")]).toEqual([
    200,
    expect.stringContaining("text/html"),
  ]);
  expect(await page.text()).not.toMatch(/https?:\/\/(cdn|unpkg|fonts)/);
});
