import { expect, test } from "vitest";
import { Dice } from "@/lib/testing/random";
import { assertAllIsWell } from "@/lib/testing/random-turns/invariants";
import { act, idle, type Place, WEIGHTS } from "@/lib/testing/random-turns/operations";
import { type Process, startAgain, startProcess } from "@/lib/testing/random-turns/process";

const operations = Number(process.env.RANDOM_OPERATIONS ?? 150);
const seed = Number(process.env.RANDOM_SEED ?? Date.now() % 2 ** 31);

const asks = [{ type: "requires_approval", tool_name: "archival_memory_insert" }];

async function someAgents({ api }: Process): Promise<Place[]> {
  const shared = {
    model: "openai/gpt-4o-mini",
    embedding: "local/hash-256",
    memory_blocks: [
      { label: "human", value: "" },
      { label: "persona", value: "I like tea." },
    ],
  };
  const bodies = [
    { ...shared, tools: ["archival_memory_insert", "archival_memory_search"], tool_rules: asks },
    { ...shared, agent_type: "memgpt_v2_agent" },
    { ...shared, agent_type: "letta_v1_agent", include_base_tools: true },
  ];
  const agents = [];
  for (const body of bodies) agents.push(await api.agents.createAgent({ body: body as never }));
  const { id } = await api.conversations.createConversation({
    query: { agent_id: agents[0].id },
    body: {} as never,
  });
  return [
    ...agents.map(({ id: agentId }) => ({ agentId, conversationId: null })),
    { agentId: agents[0].id, conversationId: id },
  ];
}

// Nobody thinks of every order in which things may happen.
test(`after each of ${operations} random operations history, log and figures agree (RANDOM_SEED=${seed})`, {
  timeout: 120_000 + operations * 2_000,
}, async () => {
  const dice = new Dice(seed);
  let living = await startProcess(dice);
  await living.api.mneme.setPrice({ body: { handle: "scripted/scripted", input: 1, output: 2 } });
  const places = await someAgents(living);
  const checked = new Set<string>();
  for (let count = 0; count < operations; count++) {
    const name = dice.weighted(WEIGHTS);
    const place = dice.pick(places);
    try {
      living = await act(dice, name, living, place, (before) => startAgain(dice, before));
      await idle(living);
      await assertAllIsWell(living, checked);
    } catch (cause) {
      throw new Error(`RANDOM_SEED=${seed}, operation ${count} (${name}): ${(cause as Error).message}`, {
        cause,
      });
    }
  }
  expect(checked.size).toBeGreaterThan(operations / 4);
});
