import Letta from "@letta-ai/letta-client";
import { expect, test } from "vitest";
import { collect, failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();

/** A stream's events without pings. */
async function spoken(stream: PromiseLike<AsyncIterable<Letta.Agents.LettaStreamingResponse>>) {
  return (await collect(await stream)).filter(({ message_type }) => message_type !== "ping");
}
const text = (events: object[]) =>
  events
    .map((event) =>
      "content" in event && "message_type" in event && event.message_type === "assistant_message"
        ? event.content
        : "",
    )
    .join("");

test("the official client keeps two conversations of one agent apart, and pages through them", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const [one, two] = await Promise.all([1, 2].map(() => client.conversations.create({ agent_id: agent.id })));
  for (const index of [1, 2, 3])
    expect(
      text(await spoken(client.conversations.messages.create(one.id, { input: `[[text one ${index}]]` }))),
    ).toBe(`one ${index}`);
  await spoken(client.conversations.messages.create(two.id, { input: "[[text two]]" }));
  const listed = await collect(
    client.conversations.messages.list(one.id, {
      limit: 2,
      include_return_message_types: ["assistant_message"],
    }),
  );
  expect(listed.map((item) => "content" in item && item.content)).toEqual(["one 3", "one 2", "one 1"]);
  expect((await client.conversations.list({ agent_id: agent.id })).map(({ id }) => id).sort()).toEqual(
    [one.id, two.id].sort(),
  );
});

test("the official client is told that a conversation is busy, comes back to its stream and cancels it", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const { id } = await client.conversations.create({ agent_id: agent.id });
  const body = { input: "[[slow 50]] [[long 400]]", background: true, stream_tokens: true };
  const stream = await client.conversations.messages.create(id, body);
  const events = stream[Symbol.asyncIterator]();
  const ping = (await events.next()).value as { run_id: string };
  const busy = await failure(client.conversations.messages.create(id, { input: "me too" }));
  expect(busy).toBeInstanceOf(Letta.ConflictError);
  expect(busy.error).toEqual({
    detail: expect.stringContaining("is currently being processed"),
    run_id: ping.run_id,
  });
  const resumed = spoken(client.conversations.messages.stream(id, {}));
  await events.next();
  expect(await client.conversations.cancel(id)).toEqual({ [ping.run_id]: "cancelled" });
  expect((await resumed).at(-2)).toMatchObject({ message_type: "stop_reason", stop_reason: "cancelled" });
});

test("the official client forks, renames, recompiles and deletes", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const source = await client.conversations.create({ agent_id: agent.id });
  await spoken(client.conversations.messages.create(source.id, { input: "[[text shared]]" }));
  const fork = await client.conversations.fork(source.id);
  expect(await client.conversations.update(fork.id, { summary: "Fork" })).toMatchObject({
    summary: "Fork",
    agent_id: agent.id,
  });
  expect(await client.conversations.recompile(fork.id, {})).toContain(fork.id);
  await client.conversations.delete(source.id);
  expect(await failure(client.conversations.retrieve(source.id))).toBeInstanceOf(Letta.NotFoundError);
  const kept = await collect(
    client.conversations.messages.list(fork.id, { include_return_message_types: ["assistant_message"] }),
  );
  expect(kept).toMatchObject([{ content: "shared" }]);
});
