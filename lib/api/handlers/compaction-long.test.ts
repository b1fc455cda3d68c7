import { expect, test } from "vitest";
import { demoModel } from "@/lib/adapters/models/demo/demo-model";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import type { Message } from "@/lib/runtime/messages";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model, ModelRequest } from "@/lib/runtime/ports";
import { seeded } from "@/lib/runtime/testing/histories";
import { isSummaryRequest } from "@/lib/testing/compaction";
import { aTurnWorld } from "@/lib/testing/turns";

const TURNS = 500;
const WINDOW = 8_000;

/** A provider of its own mind: it counts a third more than the server does. */
const countTokens = (text: string) => Math.ceil(text.length / 3);
const tokensOf = ({ messages, tools }: ModelRequest) =>
  countTokens(
    JSON.stringify(messages.map(({ role, content, tool_calls }) => ({ role, content, tool_calls }))),
  ) + countTokens(JSON.stringify(tools));

/** The demo model behind a provider that refuses what is too long, and a history no provider would take. */
function strictDemo() {
  const seen = { requests: 0, summaries: 0, refusals: 0 };
  const open = (config: Model["config"]): Model => {
    const demo = demoModel(config, { wordDelayMs: 0, countTokens });
    return {
      ...demo,
      stream(request) {
        if (isSummaryRequest(request)) seen.summaries++;
        else assertAcceptable(request.messages);
        seen.requests++;
        if (tokensOf(request) <= WINDOW) return demo.stream(request);
        seen.refusals++;
        throw new ModelError("context_window_exceeded", "the prompt is too long");
      },
    };
  };
  return { open, seen };
}

/** Every call is followed by its return, every return has its call, and the system message comes first, once. */
function assertAcceptable(messages: Message[]) {
  expect(messages.map(({ role }) => role).lastIndexOf("system")).toBe(0);
  expect(messages.map(({ role }) => role).lastIndexOf("summary")).toBeLessThanOrEqual(1);
  const open = new Set<string>();
  for (const { tool_calls, tool_returns } of messages) {
    for (const { tool_call_id } of tool_returns ?? []) expect(open.delete(tool_call_id)).toBe(true);
    for (const { id } of tool_calls ?? []) open.add(id);
  }
  expect([...open]).toEqual([]);
}

function whatToSay(turn: number, random: ReturnType<typeof seeded>): string {
  if (turn % 50 === 7) return `/long ${1_000 + random.below(800)}`;
  if (turn % 10 === 3) return `/call conversation_search {"query": "turn ${random.below(turn + 1)}"}`;
  if (turn % 25 === 11) return `Remember that my number is ${turn}`;
  if (turn % 33 === 5) return `Turn ${turn}: ${"what a long story ".repeat(random.below(250))}`;
  return `This is turn ${turn}. ${"word ".repeat(random.below(60))}`;
}

// Somebody who talks to the same agent for months must never find it unable to answer.
test("a conversation of 500 turns in a tiny window never fails, stays acceptable, and is listed whole", {
  timeout: 300_000,
}, async () => {
  const { open, seen } = strictDemo();
  const world = await aTurnWorld();
  world.ctx.models.openModel = async (_, config) => open(config);
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({
    context_window_limit: WINDOW,
    memory_blocks: [{ label: "human", value: "" }],
  });
  const params = { agent_id: agent.id };
  const random = seeded(7);
  const told: string[] = [];
  const heard: string[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    told.push(whatToSay(turn, random));
    const answer = await world.api.agents.sendMessage({ params, body: { input: told[turn] } as never });
    expect(answer.stop_reason.stop_reason).toBe("end_turn");
    heard.push(...answer.messages.map(({ id, message_type }) => `${id} ${message_type}`));
  }
  expect(seen.summaries).toBeGreaterThan(20);
  expect(seen.refusals).toBeGreaterThan(0);
  const history = await world.api.agents.listMessages({ params, query: { limit: 0 } });
  const said = history
    .filter((item) => item.message_type === "user_message")
    .map((item) => String(item.content));
  expect(said.filter((text) => !text.includes("system_alert"))).toEqual(told);
  const listed = history.map(({ id, message_type }) => `${id} ${message_type}`);
  expect(heard.filter((item) => !listed.includes(item))).toEqual([]);
  const { message_ids } = await world.ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  expect(new Set(message_ids).size).toBe(message_ids.length);
  const ids = new Set(history.map(({ id }) => id));
  expect(message_ids.filter((id) => !ids.has(id))).toEqual([]);
  expect(message_ids.length).toBeLessThan(history.length / 5);
});
