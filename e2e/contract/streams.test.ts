import type { LettaStreamingResponse } from "@letta-ai/letta-client/resources/agents/messages";
import { expect, test } from "vitest";
import { collect, DEMO, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();

type Event = LettaStreamingResponse & {
  seq_id?: number | null;
  id?: string;
  otid?: string | null;
  content?: unknown;
  run_id?: string | null;
};
const kinds = (events: Event[]) =>
  events.map(({ message_type }) => message_type).filter((kind, index, all) => kind !== all[index - 1]);
const withTool = '[[think I note it.]] [[tool memory_insert {"label":"human","new_string":"Name: Ada"}]]';

async function streamed(agentId: string, body: object): Promise<Event[]> {
  return (await collect(await served.client.agents.messages.stream(agentId, body as never))) as Event[];
}

test.each([
  ["the scripted model", SCRIPTED, withTool],
  ["the demo model", DEMO, "My name is Ada"],
])("%s in steps: every message whole, in order, between the ping and the usage", async (_, model, input) => {
  const { client } = served;
  const agent = await newAgent(client, model);
  const events = await streamed(agent.id, { input });
  expect(kinds(events)).toEqual([
    "ping",
    "reasoning_message",
    "tool_call_message",
    "tool_return_message",
    "assistant_message",
    "stop_reason",
    "usage_statistics",
  ]);
  const stored = (await client.agents.messages.list(agent.id, { limit: 100 })).items.slice(2);
  expect(events.slice(1, -2)).toEqual(stored);
});

test.each([
  ["the scripted model", SCRIPTED, withTool],
  ["the demo model", DEMO, "My name is Ada"],
])(
  "%s in tokens: increments join to the stored messages, under the same ids and otids",
  async (_, model, input) => {
    const { client } = served;
    const agent = await newAgent(client, model);
    const events = await streamed(agent.id, { input, stream_tokens: true });
    const stored = (await client.agents.messages.list(agent.id, { limit: 100 })).items.slice(2) as Event[];
    expect(joined(events)).toEqual(
      stored.map((message) => [message.message_type, message.id, message.otid, payload(message)]),
    );
    expect(events.filter(({ message_type }) => message_type === "assistant_message").length).toBeGreaterThan(
      1,
    );
  },
);

test("parallel calls come interleaved and are told apart by their ids", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED, { parallel_tool_calls: true });
  const call = (text: string) => `[[tool memory_insert {"label":"human","new_string":"${text}"}]]`;
  const events = await streamed(agent.id, {
    input: `${call("one one one one")} ${call("two two two two")}`,
    stream_tokens: true,
  });
  const calls = new Map<string, string>();
  for (const event of events as {
    message_type: string;
    tool_call?: { tool_call_id: string; arguments?: string };
  }[]) {
    if (event.message_type !== "tool_call_message" || !event.tool_call) continue;
    const { tool_call_id, arguments: part = "" } = event.tool_call;
    calls.set(tool_call_id, (calls.get(tool_call_id) ?? "") + part);
  }
  expect([...calls.values()].map((text) => JSON.parse(text).new_string)).toEqual([
    "one one one one",
    "two two two two",
  ]);
  const { value } = await client.agents.blocks.retrieve("human", { agent_id: agent.id });
  expect(value).toMatch(/one one one one[\s\S]*two two two two/);
});

test("words arrive while the model speaks, not when it has ended", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const started = performance.now();
  let firstMs = 0;
  for await (const event of await client.agents.messages.stream(agent.id, {
    input: "[[slow 40]] [[long 30]]",
    stream_tokens: true,
  }))
    if (event.message_type === "assistant_message") firstMs ||= performance.now() - started;
  expect(firstMs).toBeLessThan((performance.now() - started) / 2);
});

test.each([true, false])(
  "whoever leaves a background stream comes back and misses nothing (tokens: %s)",
  async (stream_tokens) => {
    const { client } = served;
    const agent = await newAgent(client, SCRIPTED);
    const input = `[[slow 15]] ${withTool}`;
    const before: Event[] = [];
    for await (const event of (await client.agents.messages.stream(agent.id, {
      input,
      stream_tokens,
      background: true,
    })) as AsyncIterable<Event>) {
      if (event.message_type !== "ping") before.push(event);
      if (before.length === 2) break;
    }
    const runId = before[0].run_id as string;
    const starting_after = before.at(-1)?.seq_id as number;
    const after = (await collect(
      await client.runs.messages.stream(runId, { starting_after, include_pings: false }),
    )) as Event[];
    const whole = (await collect(
      await client.runs.messages.stream(runId, { include_pings: false }),
    )) as Event[];
    expect([...before, ...after]).toEqual(whole);
    const numbers = whole.flatMap(({ seq_id }) => seq_id ?? []);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(whole.slice(-2).map(({ message_type }) => message_type)).toEqual([
      "stop_reason",
      "usage_statistics",
    ]);
  },
);

test("a turn goes on when the one who listens leaves", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  for await (const event of await client.agents.messages.stream(agent.id, {
    input: "[[slow 20]] [[text one two three four]]",
    stream_tokens: true,
  }))
    if (event.message_type === "assistant_message") break;
  const last = async () => (await client.agents.messages.list(agent.id, { limit: 1 })).items.at(-1);
  await expect
    .poll(last, { timeout: 10_000 })
    .toMatchObject({ message_type: "assistant_message", content: "one two three four" });
});

test("cancelling in the middle keeps what was said, hangs up on the provider, and the agent answers again", async () => {
  const { client, model } = served;
  const agent = await newAgent(client, SCRIPTED);
  const abortedBefore = model.aborted();
  const events: Event[] = [];
  let words = 0;
  for await (const event of (await client.agents.messages.stream(agent.id, {
    input: "[[slow 30]] [[long 400]]",
    stream_tokens: true,
  })) as AsyncIterable<Event>) {
    events.push(event);
    if (event.message_type !== "assistant_message" || ++words !== 3) continue;
    expect(Object.values(await client.agents.messages.cancel(agent.id))).toEqual(["cancelled"]);
  }
  const reasons = events.filter(({ message_type }) => message_type === "stop_reason");
  expect(reasons).toMatchObject([{ stop_reason: "cancelled" }]);
  const said = events
    .map((event) => (event.message_type === "assistant_message" ? event.content : ""))
    .join("");
  const [last] = (await client.agents.messages.list(agent.id, { limit: 1 })).items;
  expect(last).toMatchObject({ message_type: "assistant_message", content: said });
  await expect.poll(() => model.aborted()).toBe(abortedBefore + 1);
  expect((await client.agents.messages.create(agent.id, { input: "[[text again]]" })).messages).toMatchObject(
    [{ content: "again" }],
  );
});

test("the same request on the newer path streams too", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const stream = await client.agents.messages.create(agent.id, {
    input: "[[text hi]]",
    streaming: true,
    include_pings: false,
  });
  expect(kinds((await collect(stream)) as Event[])).toEqual([
    "assistant_message",
    "stop_reason",
    "usage_statistics",
  ]);
});

test("a filter shows only the types that were asked for", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const events = await streamed(agent.id, {
    input: withTool,
    include_return_message_types: ["tool_return_message"],
  });
  expect(kinds(events)).toEqual(["ping", "tool_return_message", "stop_reason", "usage_statistics"]);
});

test("frames are those of server-sent events, ended by the mark", async () => {
  const { client, server } = served;
  const agent = await newAgent(client, SCRIPTED);
  const response = await fetch(`${server.url}/v1/agents/${agent.id}/messages/stream`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input: "[[text hi]]" }),
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const text = await response.text();
  expect(text).toMatch(/^(data: [^\n]+\n\n)+$/);
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
});

/** The increments of a stream, joined by id and otid as clients join them. */
function joined(events: Event[]): unknown[] {
  const items = new Map<string, [string, string | undefined, string | null | undefined, string]>();
  for (const event of events) {
    if (!event.id || event.message_type === "ping") continue;
    const key = `${event.id} ${event.otid}`;
    const item = items.get(key) ?? [event.message_type as string, event.id, event.otid, ""];
    item[3] += payload(event);
    items.set(key, item);
  }
  return [...items.values()];
}

function payload(event: any): string {
  switch (event.message_type) {
    case "reasoning_message":
      return event.reasoning;
    case "assistant_message":
      return event.content;
    case "tool_call_message":
      return event.tool_call.arguments ?? "";
    case "tool_return_message":
      return event.tool_return;
    default:
      return "";
  }
}
