import { expect, test } from "vitest";
import { ModelError } from "@/lib/runtime/model-error";
import { finish, type ScriptedTurn, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { aWorld, refusal } from "@/lib/testing/harness";

async function generating(...turns: ScriptedTurn[]) {
  const model = scriptedModel(...turns);
  const world = await aWorld({ model });
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  return {
    ...world,
    model,
    agent,
    generate: (body: object) => world.api.agents.generateCompletion({ params, body: body as never }),
  };
}

test("generate asks the agent's model with the prompt alone: nothing of the agent, no tools, nothing stored", async () => {
  const { ctx, agent, generate, model } = await generating([
    text("Four."),
    finish("stop", { input: 12, output: 2, total: 14 }),
  ]);
  const before = await ctx.db.message.count({ where: { agent_id: agent.id } });
  const answer = await generate({ prompt: "2+2?", system_prompt: "Be brief." });
  expect(answer).toMatchObject({
    content: "Four.",
    model: "openai/gpt-4o-mini",
    usage: { prompt_tokens: 12, completion_tokens: 2, total_tokens: 14, step_count: 1 },
  });
  const [request] = model.requests;
  expect(request.messages.map(({ role, content }) => [role, content])).toEqual([
    ["system", [{ type: "text", text: "Be brief." }]],
    ["user", [{ type: "text", text: "2+2?" }]],
  ]);
  expect(request.tools).toEqual([]);
  const where = { agent_id: agent.id };
  expect(await ctx.db.message.count({ where })).toBe(before);
  expect([await ctx.db.run.count({ where }), await ctx.db.step.count({ where })]).toEqual([0, 0]);
});

test("another model answers where one is named", async () => {
  const { ctx, generate } = await generating([text("Yes.")]);
  const opened: unknown[] = [];
  const { openModel } = ctx.models;
  ctx.models.openModel = (organizationId, config) => {
    opened.push(config.handle);
    return openModel(organizationId, config);
  };
  const answer = await generate({ prompt: "Are you there?", override_model: "anthropic/claude-sonnet-4-5" });
  expect(answer.model).toBe("anthropic/claude-sonnet-4-5");
  expect(opened).toEqual(["anthropic/claude-sonnet-4-5"]);
});

test("an answer by a schema is asked for in both ways there are, and comes without the fence models put around it", async () => {
  const schema = { type: "object", properties: { sum: { type: "number" } } };
  const { generate, model } = await generating([text('```json\n{"sum": 4}\n```')]);
  expect((await generate({ prompt: "2+2?", response_schema: schema })).content).toBe('{"sum": 4}');
  const [request] = model.requests;
  expect(request.responseFormat).toMatchObject({ type: "json_schema", json_schema: { schema } });
  expect(JSON.stringify(request.messages[0])).toContain("JSON Schema");
});

test.each([[""], ["  \n "]])("a prompt of %j is refused", async (prompt) => {
  const { generate } = await generating();
  expect((await refusal(generate({ prompt }))).status).toBe(422);
});

test.each([["openai/gone"], ["nonsense"]])("the unknown model %s is not found", async (override_model) => {
  const { generate } = await generating();
  expect((await refusal(generate({ prompt: "hello", override_model }))).status).toBe(404);
});

test("an agent of another organisation is not found", async () => {
  const { agent } = await generating();
  const { api } = await aWorld();
  const call = api.agents.generateCompletion({ params: { agent_id: agent.id }, body: { prompt: "hello" } });
  expect((await refusal(call)).status).toBe(404);
});

test.each(["rate_limit", "authentication", "server"] as const)(
  "a provider that fails with %s is answered with 502 and its words",
  async (kind) => {
    const { generate } = await generating(new ModelError(kind, "openai: no"));
    const { status, body } = await refusal(generate({ prompt: "hello" }));
    expect(status).toBe(502);
    expect(body.detail).toContain("openai: no");
  },
);
