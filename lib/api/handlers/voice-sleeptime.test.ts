import { expect, test } from "vitest";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import type { ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callTool } from "@/lib/runtime/testing/scripted-model";
import { answeringModel } from "@/lib/testing/answering-model";
import { aTurnWorld } from "@/lib/testing/turns";

type Reply = (ModelPart | ModelPart[])[];

const isNote = (content: string) => content.includes('"type": "heartbeat"');

/** Names of the tools that have returned since somebody spoke. */
function returned({ messages }: ModelRequest): (string | null | undefined)[] {
  const start = messages.findLastIndex(({ role, content }) => role === "user" && !isNote(textOf(content)));
  return messages.slice(start).flatMap(({ role, name }) => (role === "tool" ? [name] : []));
}

/** Says "heard …" to what was said to it. */
const echo = ({ messages }: ModelRequest): Reply => {
  const said = messages.findLast(({ role, content }) => role === "user" && !isNote(textOf(content)));
  return callTool("send_message", { message: `heard ${textOf(said?.content ?? [])}` });
};

const keeper = (request: ModelRequest): Reply => {
  const done = returned(request);
  if (done.length === 0)
    return callTool("store_memories", {
      chunks: [{ start_index: 1, end_index: 2, context: "How Ada introduced herself." }],
      request_heartbeat: true,
    });
  return done.length === 1
    ? callTool("rethink_user_memory", { new_memory: "Ada, a mathematician", request_heartbeat: true })
    : callTool("finish_rethinking_memory");
};

async function aVoiceAgent({
  main = echo,
  companion = keeper,
}: {
  main?: (request: ModelRequest) => Reply;
  companion?: (request: ModelRequest) => Reply;
} = {}) {
  let mainId = "";
  const model = answeringModel((id, request) => (id === mainId ? main(request) : companion(request)));
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({
    name: "Voice",
    agent_type: "voice_convo_agent",
    enable_sleeptime: true,
    memory_blocks: [{ label: "human", value: "unknown" }],
    embedding: "local/hash-256",
  });
  mainId = agent.id;
  const config = { max_message_buffer_length: 7, min_message_buffer_length: 5 };
  await world.api.groups.modifyGroup({
    params: { group_id: agent.managed_group?.id ?? "" },
    body: { manager_config: { manager_type: "voice_sleeptime", ...config } },
  });
  const companionId = agent.managed_group?.agent_ids[0] ?? "";
  const companionRuns = () =>
    world.ctx.db.run.findMany({ where: { agent_id: companionId }, orderBy: { created_at: "asc" } });
  return {
    ...world,
    agent,
    companionRuns,
    say: (input: string) => world.api.agents.sendMessage({ params: { agent_id: agent.id }, body: { input } }),
    rested: () =>
      expect
        .poll(async () => (await companionRuns()).every((run) => run.completed_at !== null), {
          timeout: 20_000,
        })
        .toBe(true),
    window: async () => {
      const { message_ids } = await world.ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
      const rows = await world.ctx.db.message.findMany({
        where: { id: { in: message_ids } },
        orderBy: { seq: "asc" },
      });
      return rows.map(({ role }) => role);
    },
  };
}

test("a voice agent's window is kept short, whole exchanges at a time, and the keeper of its memory gets the rest", async () => {
  const { say, window, companionRuns, rested } = await aVoiceAgent();
  expect((await say("I am Ada")).usage.run_ids).toBeNull();
  expect(await companionRuns()).toEqual([]);
  const before = await window();
  const answer = await say("I count");
  await rested();
  const [run] = await companionRuns();
  expect(answer.usage.run_ids).toEqual([run.id]);
  const after = await window();
  expect(after.length).toBeLessThan(before.length + 3);
  expect(after.slice(0, 2)).toEqual(["system", "user"]);
  expect(after.length - 1).toBeGreaterThanOrEqual(5);
  const { transcript } = run.input as { transcript: string[] };
  expect(transcript[0]).toMatch(/^assistant: /);
});

test("what the keeper stores is found by the voice agent, and its notes are in the voice agent's system message", async () => {
  let asks = false;
  let found = "";
  const { say, agent, ctx, rested, companionRuns, api } = await aVoiceAgent({
    main: (request) => {
      if (asks && returned(request).length === 0)
        return callTool("search_memory", { convo_keyword_queries: ["Ada"], request_heartbeat: true });
      found = textOf(request.messages.findLast(({ role }) => role === "tool")?.content ?? []);
      return echo(request);
    },
  });
  for (const input of ["I am Ada", "I count", "I count more"]) await say(input);
  await rested();
  expect((await companionRuns()).map(({ status }) => status)).toContain("completed");
  const passages = await api.agents.listPassages({ params: { agent_id: agent.id } });
  expect(passages[0].text).toMatch(/^How Ada introduced herself\.\n\n/);
  const row = await ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  const system = await ctx.db.message.findFirstOrThrow({ where: { id: row.message_ids[0] } });
  expect(textOf(system.content as never)).toContain("Ada, a mathematician");
  asks = true;
  await say("Who am I?");
  expect(found).toContain("How Ada introduced herself.");
  expect(found).toContain("I am Ada");
});

test("lines that the transcript does not have are refused, and nothing is stored", async () => {
  const outcomes: string[] = [];
  const { say, agent, rested, api } = await aVoiceAgent({
    companion: (request) => {
      if (returned(request).length === 0)
        return callTool("store_memories", {
          chunks: [
            { start_index: 0, end_index: 0, context: "fine" },
            { start_index: 0, end_index: 99, context: "too far" },
          ],
          request_heartbeat: true,
        });
      outcomes.push(textOf(request.messages.findLast(({ role }) => role === "tool")?.content ?? []));
      return callTool("finish_rethinking_memory");
    },
  });
  for (const input of ["I am Ada", "I count"]) await say(input);
  await rested();
  expect(outcomes[0]).toContain("The lines 0 to 99 are not in the transcript");
  expect(await api.agents.listPassages({ params: { agent_id: agent.id } })).toEqual([]);
});

test("memories cannot be stored by an agent that keeps nobody's memory", async () => {
  const { api, ctx, anAgent } = await aTurnWorld();
  await ensureBaseTools(ctx);
  const agent = await anAgent({ tools: ["store_memories"] });
  const outcome = await api.agents.runToolForAgent({
    params: { agent_id: agent.id, tool_name: "store_memories" },
    body: { args: { chunks: [] } },
  });
  expect(outcome.status).toBe("error");
});
