import { expect, test } from "vitest";
import { collect, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();
const schema = (name: string, description: string) => ({
  name,
  description,
  parameters: { type: "object", properties: { sides: { type: "integer" } }, required: ["sides"] },
});
const custom = (name: string, description = "Rolls dice.") => ({
  source_code: `def ${name}(sides: int):\n    return 4`,
  json_schema: schema(name, description),
});

test("a tool is created, replaced by one of its name, renamed and deleted", async () => {
  const { client } = served;
  const tool = await client.tools.create({ ...custom("roll"), tags: ["games"] });
  expect(tool).toMatchObject({ name: "roll", tool_type: "custom", tags: ["games"] });
  expect(await client.tools.upsert(custom("roll", "Rolls well."))).toMatchObject({
    id: tool.id,
    description: "Rolls well.",
    tags: ["games"],
  });
  expect(await client.tools.update(tool.id, custom("throw_dice"))).toMatchObject({
    id: tool.id,
    name: "throw_dice",
  });
  expect((await collect(client.tools.list({ name: "roll" }))).length).toBe(0);
  await client.tools.delete(tool.id);
  expect((await failure(client.tools.retrieve(tool.id))).status).toBe(404);
});

test("tools are found by what they do", async () => {
  const { client } = served;
  await client.tools.create(custom("get_weather", "Tells the weather of a city."));
  await client.tools.create(custom("roll_again", "Rolls dice."));
  const found = await client.tools.search({ query: "what weather is it?", tool_types: ["custom"] });
  expect(found[0].tool.name).toBe("get_weather");
  expect(found[0].combined_score).toBeGreaterThan(0);
});

test("a built-in tool that was deleted comes back", async () => {
  const { client } = served;
  const [gone] = (await client.tools.list({ name: "send_message" })).items;
  await client.tools.delete(gone.id);
  const all = await client.post<{ id: string; name: string }[]>("/v1/tools/add-base-tools");
  expect(all.find(({ name }) => name === "send_message")?.id).not.toBe(gone.id);
});

test("a tool of an agent can be called by hand", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const result = await client.agents.tools.run("memory_insert", {
    agent_id: agent.id,
    args: { label: "human", new_string: "Called Ada." },
  });
  expect(result).toMatchObject({ status: "success" });
  expect((await client.agents.blocks.retrieve("human", { agent_id: agent.id })).value).toContain(
    "Called Ada.",
  );
});
