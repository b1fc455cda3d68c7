import { expect, test } from "vitest";
import { demoConfig, demoModel } from "@/lib/adapters/models/demo/demo-model";
import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { ModelError } from "@/lib/runtime/model-error";
import { newId } from "@/lib/shared/ids";
import { aWorld, householdOf, refusal } from "@/lib/testing/harness";
import { systemMessageOf } from "@/lib/testing/state";
import { aTurnWorld } from "@/lib/testing/turns";

async function aTalkedTo(...said: string[]) {
  const world = await aTurnWorld({ model: demoModel(demoConfig, { wordDelayMs: 0 }) });
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }] });
  const params = { agent_id: agent.id };
  for (const input of said) await world.api.agents.sendMessage({ params, body: { input } });
  const steps = await world.api.steps.listSteps({ query: { agent_id: agent.id, order: "asc" } });
  return { ...world, agent, params, steps };
}

/** The sum is exact, the shares are those of the sum, and the system message is there character for character. */
function assertAddsUp({ sections, total_tokens }: MnemeContextView, system: string) {
  expect(total_tokens).toBe(sections.reduce((sum, { tokens }) => sum + tokens, 0));
  expect(sections.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  const ofSystem = sections.filter(({ kind }) => !["tool", "summary", "message"].includes(kind));
  expect(ofSystem.reduce((sum, { chars }) => sum + chars, 0)).toBe(system.length);
}

test("a step's request is told in sections that add up, beside the provider's own count", async () => {
  const { api, steps, agent, ctx } = await aTalkedTo("Hello");
  const { text } = await systemMessageOf(ctx, agent.id);
  const view = await api.mneme.retrieveStepContext({ params: { step_id: steps[0].id } });
  assertAddsUp(view, text);
  expect(view).toMatchObject({ agent_id: agent.id, step_id: steps[0].id, run_id: steps[0].run_id });
  expect(view.provider_usage).toMatchObject({ prompt_tokens: steps[0].prompt_tokens });
  const human = view.sections.find(({ kind, name }) => kind === "memory_block" && name === "human");
  expect(human).toMatchObject({
    id: agent.blocks[0].id,
    text: expect.stringContaining("Ada"),
    is_cut: false,
  });
  const tools = view.sections.filter(({ kind }) => kind === "tool");
  expect(tools.map(({ id }) => id).sort()).toEqual(agent.tools.map(({ id }) => id).sort());
  expect(tools[0].text).toContain('"parameters"');
  expect(view.sections.at(-1)).toMatchObject({ kind: "message", name: "user", text: "Hello" });
  expect(view.parameters).toEqual({ model: demoConfig.model });
});

// "Why did it say that?" is answered by what the model was shown then, not by what the agent is like today.
test("an earlier step's request stays as it was when memory changes", async () => {
  const { api, steps, agent } = await aTalkedTo("Hello");
  await api.blocks.modifyBlock({ params: { block_id: agent.blocks[0].id! }, body: { value: "Grace" } });
  const view = await api.mneme.retrieveStepContext({ params: { step_id: steps[0].id } });
  expect(view.sections.find(({ name }) => name === "human")?.text).toContain("Ada");
});

test("what would be sent now has the memory of now and every message of the window", async () => {
  const { api, agent, params, ctx } = await aTalkedTo("Hello", "My name is Grace");
  const view = await api.mneme.retrieveAgentContext({ params });
  assertAddsUp(view, (await systemMessageOf(ctx, agent.id)).text);
  expect(view).toMatchObject({ step_id: null, provider_usage: null, model: demoConfig.handle });
  const messages = view.sections.filter(({ kind }) => kind === "message");
  expect(messages.map(({ name }) => name)).toContain("tool");
  expect(messages[0]).toMatchObject({ name: "user", text: "Hello" });
  await api.blocks.modifyBlock({ params: { block_id: agent.blocks[0].id! }, body: { value: "is now Eve" } });
  const later = await api.mneme.retrieveAgentContext({ params });
  expect(later.sections.find(({ name }) => name === "human")?.text).toContain("is now Eve");
});

test("an agent that was never spoken to, and one that waits for an approval, have a context too", async () => {
  const { api, params, agent, ctx } = await aTalkedTo();
  expect((await api.mneme.retrieveAgentContext({ params })).sections.at(-1)?.kind).toBe("tool");
  const id = newId("message");
  const call = { id: "call-1", type: "function", function: { name: "look", arguments: "{}" } };
  await ctx.db.message.create({
    data: {
      id,
      organization_id: ctx.actor.organizationId,
      agent_id: agent.id,
      role: "approval",
      tool_calls: [call],
    },
  });
  await ctx.db.agent.update({ where: { id: agent.id }, data: { message_ids: { push: id } } });
  const { sections } = await api.mneme.retrieveAgentContext({ params });
  expect(sections.some(({ text }) => text === "look {}")).toBe(true);
});

test("a summary in front of the window is told as such", async () => {
  const { api, params, agent, ctx } = await aTalkedTo();
  const id = newId("message");
  const text = "Note: hidden. The following is a summary of the previous messages:\n Ada was here.";
  const content = [{ type: "text", text }];
  const row = { id, organization_id: ctx.actor.organizationId, agent_id: agent.id, role: "summary", content };
  await ctx.db.message.create({ data: row });
  await ctx.db.agent.update({ where: { id: agent.id }, data: { message_ids: { push: id } } });
  const { sections } = await api.mneme.retrieveAgentContext({ params });
  expect(sections.at(-1)).toMatchObject({ kind: "summary", text });
});

test("a very long text is cut, and counted whole", async () => {
  const { api, params, agent } = await aTalkedTo();
  const value = "x".repeat(150_000);
  await api.blocks.modifyBlock({ params: { block_id: agent.blocks[0].id! }, body: { value } });
  const { sections } = await api.mneme.retrieveAgentContext({ params });
  const human = sections.find(({ name }) => name === "human");
  expect(human).toMatchObject({ is_cut: true });
  expect(human?.chars).toBeGreaterThan(150_000);
  expect(human?.text).toHaveLength(100_000);
});

test("an agent whose provider is not connected answers 503 with what is missing", async () => {
  const { ctx, agent } = await aTalkedTo();
  const openModel = () => Promise.reject(new ModelError("not_found", "needs the provider 'demo'"));
  const { api } = householdOf({ ...ctx, models: { ...ctx.models, openModel } });
  const { status, body } = await refusal(api.mneme.retrieveAgentContext({ params: { agent_id: agent.id } }));
  expect([status, body.detail]).toEqual([503, "needs the provider 'demo'"]);
});

test("a step without a request, a foreign step and a foreign agent are not found", async () => {
  const { api, ctx, stranger, anAgent } = await aWorld();
  const agent = await anAgent();
  const organization_id = ctx.actor.organizationId;
  const step = await ctx.db.step.create({ data: { id: newId("step"), organization_id, agent_id: agent.id } });
  const calls = [
    api.mneme.retrieveStepContext({ params: { step_id: step.id } }),
    stranger.api.mneme.retrieveStepContext({ params: { step_id: step.id } }),
    stranger.api.mneme.retrieveAgentContext({ params: { agent_id: agent.id } }),
    api.mneme.retrieveAgentContext({
      params: { agent_id: agent.id },
      query: { conversation_id: newId("conv") },
    }),
  ];
  expect((await Promise.all(calls.map(refusal))).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});
