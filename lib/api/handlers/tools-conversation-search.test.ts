import { expect, test } from "vitest";
import { findAgent } from "@/lib/domain/agents/agent-row";
import type { Context } from "@/lib/domain/context";
import { columnsOf } from "@/lib/domain/messages/message";
import { toolRunnerFor } from "@/lib/domain/tools/tool-runner";
import type { Message } from "@/lib/runtime/messages";
import { newId } from "@/lib/shared/ids";
import { aWorld } from "@/lib/testing/harness";

const run = (name: string, args: Record<string, unknown>) => ({ id: "call_1", name, arguments: args });
const options = () => ({ signal: new AbortController().signal, stepId: newId("step") });

async function say(
  ctx: Context,
  agentId: string,
  message: Pick<Message, "role"> & Partial<Message> & { text: string; at: string },
) {
  const { text, at, ...fields } = message;
  const full: Message = {
    id: newId("message"),
    content: [{ type: "text", text }],
    created_at: at,
    ...fields,
  };
  const { organizationId, userId } = ctx.actor;
  await ctx.db.message.create({ data: columnsOf(full, { organizationId, agentId, userId }) });
}

const search = (call: string) => ({
  id: "c",
  type: "function" as const,
  function: { name: call, arguments: '{"query":"trip"}' },
});

test("conversation_search finds what was said, newest first, and not its own traces", async () => {
  const { anAgent, ctx } = await aWorld();
  const { id } = await anAgent({ timezone: "Europe/Berlin" });
  await say(ctx, id, { role: "user", text: "The TRIP to Lisbon", at: "2025-03-01T23:30:00Z" });
  await say(ctx, id, { role: "assistant", text: "A trip! 100%_sure", at: "2025-03-02T10:00:00Z" });
  await say(ctx, id, {
    role: "assistant",
    text: "trip",
    tool_calls: [search("conversation_search")],
    at: "2025-03-03T10:00:00Z",
  });
  await say(ctx, id, { role: "tool", text: "trip", name: "conversation_search", at: "2025-03-03T10:00:01Z" });
  await say(ctx, id, {
    role: "user",
    text: '{\n  "type": "heartbeat",\n  "reason": "trip"\n}',
    at: "2025-03-04T10:00:00Z",
  });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, id));
  const find = async (args: Record<string, unknown>) => {
    const { value } = await runner.run(run("conversation_search", args), options());
    return value as { message: string; results: { content: string }[] };
  };
  const all = await find({ query: "trip" });
  expect(all.message).toBe("Showing 2 results:");
  expect(all.results).toMatchObject([
    {
      role: "assistant",
      content: "A trip! 100%_sure",
      relevance: { search_mode: "hybrid", fts_rank: 1, vector_rank: null },
    },
    {
      role: "user",
      content: "The TRIP to Lisbon",
      timestamp: "2025-03-02T00:30:00+01:00",
      time_ago: expect.stringMatching(/^\d+d ago$/),
    },
  ]);
  const contents = async (args: Record<string, unknown>) =>
    (await find(args)).results.map(({ content }) => content);
  expect(await contents({ query: "0%_s" })).toEqual(["A trip! 100%_sure"]);
  expect(await contents({ query: "0__s" })).toEqual([]);
  expect(await contents({ query: "trip", roles: ["user"] })).toEqual(["The TRIP to Lisbon"]);
  expect(await contents({ query: "trip", limit: 1 })).toEqual(["A trip! 100%_sure"]);
  // In Berlin the first message was said on the second of March, and a date as the end includes its whole day.
  expect(await contents({ query: "trip", end_date: "2025-03-01" })).toEqual([]);
  expect(await contents({ query: "trip", start_date: "2025-03-02", end_date: "2025-03-02" })).toHaveLength(2);
  expect(await find({ query: "nothing like it" })).toEqual({ message: "No results found.", results: [] });
  const wrong = await runner.run(run("conversation_search", { start_date: "soon" }), options());
  expect(wrong).toMatchObject({ status: "error", value: expect.stringContaining("start_date") });
});

test("an agent finds no messages of others", async () => {
  const { anAgent, ctx, stranger } = await aWorld();
  const [mine, other] = [await anAgent(), await anAgent()];
  await say(ctx, other.id, { role: "user", text: "secret", at: "2025-03-01T00:00:00Z" });
  const foreign = await stranger.anAgent();
  await say(stranger.ctx, foreign.id, { role: "user", text: "secret", at: "2025-03-01T00:00:00Z" });
  const runner = await toolRunnerFor(ctx, await findAgent(ctx, mine.id));
  const { value } = await runner.run(run("conversation_search", { query: "secret" }), options());
  expect(value).toMatchObject({ results: [] });
});
