import { expect, test } from "vitest";
import { newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();

const dice = `def roll(sides: int) -> str:
    """Rolls a die.

    Args:
        sides (int): How many sides it has.
    """
    print("rolling")
    return f"{sides} of {sides}"
`;
const shout = {
  source_type: "typescript",
  source_code: "export function shout(text: string): string { return text.toUpperCase() + '!'; }",
  json_schema: {
    name: "shout",
    description: "Says it loudly.",
    parameters: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
  },
};

test("a Python tool is understood from its source alone, and an agent calls it in its turn", async () => {
  const { client, model } = served;
  const tool = await client.tools.create({ source_code: dice });
  expect(tool).toMatchObject({
    name: "roll",
    description: "Rolls a die.",
    json_schema: { parameters: { required: ["sides"] } },
  });
  const agent = await newAgent(client, SCRIPTED, { tool_ids: [tool.id] });
  model.script({ toolCalls: [{ name: "roll", arguments: { sides: 6 } }] }, { text: "Six." });
  const { messages } = await client.agents.messages.create(agent.id, { input: "roll" });
  expect(messages.find(({ message_type }) => message_type === "tool_return_message")).toMatchObject({
    status: "success",
    tool_return: "6 of 6",
    stdout: ["rolling\n"],
  });
  expect(await client.agents.tools.run("roll", { agent_id: agent.id, args: { sides: 2 } })).toMatchObject({
    status: "success",
    func_return: "2 of 2",
  });
});

test("a TypeScript tool runs in the same way", async () => {
  const { client } = served;
  const tool = await client.tools.create(shout);
  const agent = await newAgent(client, SCRIPTED, { tool_ids: [tool.id] });
  const result = await client.agents.tools.run("shout", { agent_id: agent.id, args: { text: "hey" } });
  expect(result).toMatchObject({ status: "success", func_return: "HEY!" });
});

test("source is run without being stored; what goes wrong in it is its result", async () => {
  const run = (source_code: string) =>
    served.client.post("/v1/tools/run", { body: { source_code, args: { sides: 3 } } }) as Promise<any>;
  expect(await run(dice)).toMatchObject({ status: "success", tool_return: "3 of 3" });
  const failed = await run(dice.replace("return f", "return 1 / 0 or f"));
  expect(failed).toMatchObject({ status: "error" });
  expect(failed.tool_return).toContain("ZeroDivisionError");
});
