import { expect, test } from "vitest";
import {
  anAgentThat,
  fetchOf,
  framesOf,
  heardBy,
  heldModel,
  parseFrames,
  saying,
} from "@/lib/testing/conversations";
import { refusal } from "@/lib/testing/harness";
import { chunksOf, outline } from "@/lib/testing/turns";

const message = (content: string, otid?: string) => ({ role: "user", content, ...(otid && { otid }) });
const background = { background: true, include_pings: false };

/** A conversation in the middle of a turn. */
async function aBusyConversation() {
  const model = heldModel();
  const world = await anAgentThat(model);
  const { id } = await world.aConversation(world.agent.id);
  const running = world.say(id, "hold on", background);
  await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBe(1);
  const [run] = await world.api.runs.listRuns({ query: { conversation_id: id } });
  const params = { conversation_id: id };
  return { ...world, model, id, params, running, runId: run.id };
}

test("a conversation that is busy refuses the next message in words clients know, and names the run", async () => {
  const { model, id, running, runId, ask, say } = await aBusyConversation();
  const body = {
    detail: `CONFLICT: Cannot send a new message: Another request (run_id=${runId}) is currently being processed for this conversation. Please wait for it to complete.`,
    run_id: runId,
  };
  expect(await refusal(ask(id, "me too"))).toEqual({ status: 409, body });
  await expect(say(id, "me too")).rejects.toThrow(/409.*is currently being processed/);
  model.release();
  await running;
  expect(await ask(id, "now?")).toMatchObject({ messages: [{ content: "ok" }] });
});

test("a busy conversation holds up neither another one nor the default one", async () => {
  const { model, agent, id, running, ask, aConversation } = await aBusyConversation();
  const other = await aConversation(agent.id);
  const asked = Promise.all([ask(other.id, "here"), ask("default", "and here", { agent_id: agent.id })]);
  await expect.poll(() => model.requests.flatMap(heardBy)).toContain("user: and here");
  model.release();
  expect(await asked).toMatchObject([{ messages: [{ content: "ok" }] }, { messages: [{ content: "ok" }] }]);
  await running;
  expect(id).not.toBe(other.id);
});

test("of two requests that come at the same moment one is accepted and one refused", async () => {
  const model = heldModel();
  const { agent, aConversation, ask } = await anAgentThat(model);
  const { id } = await aConversation(agent.id);
  const sent = [1, 2].map((index) =>
    ask(id, `request ${index}`).then(
      () => "answered",
      ({ status }) => status,
    ),
  );
  const refused = await Promise.race(sent);
  model.release();
  expect(refused).toBe(409);
  expect((await Promise.all(sent)).toSorted()).toEqual([409, "answered"].toSorted());
  expect(model.requests).toHaveLength(1);
});

test("the default conversation is locked on the conversations' path, while the agent's own path queues", async () => {
  const model = heldModel();
  const { api, agent, ask } = await anAgentThat(model);
  const params = { agent_id: agent.id };
  const first = api.agents.sendMessage({ params, body: { input: "first" } });
  await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBe(1);
  const queued = api.agents.sendMessage({ params, body: { input: "second" } });
  expect(await refusal(ask("default", "third", { agent_id: agent.id }))).toMatchObject({ status: 409 });
  model.release();
  expect(await Promise.all([first, queued])).toMatchObject([
    { messages: [{ content: "ok" }] },
    { messages: [{ content: "ok" }] },
  ]);
});

// A client whose connection broke sends the same messages again; the agent must not hear them twice.
test("a background request that is repeated joins the run it became, while that runs and after", async () => {
  const model = heldModel();
  const { api, ctx, agent, aConversation } = await anAgentThat(model);
  const { id } = await aConversation(agent.id);
  const send = (...messages: object[]) =>
    framesOf(ctx, `/v1/conversations/${id}/messages`, { messages, ...background });
  const first = send(message("one", "otid-1"), message("two", "otid-2"));
  await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBe(1);
  const repeated = send(message("one", "otid-1"), message("two", "otid-2"));
  model.release();
  const frames = await first;
  expect(await repeated).toEqual(frames);
  expect(await send(message("one", "otid-1"), message("two", "otid-2"))).toEqual(frames);
  expect(await api.runs.listRuns({ query: { conversation_id: id } })).toHaveLength(1);
  await send(message("one", "otid-1"));
  expect(await api.runs.listRuns({ query: { conversation_id: id } })).toHaveLength(2);
});

test("otids count in their own conversation and organisation, and only when every message has one", async () => {
  const { api, ctx, agent, aConversation } = await anAgentThat(saying("a", "b", "c", "d"));
  const [one, two] = [await aConversation(agent.id), await aConversation(agent.id)];
  const send = (id: string, ...messages: object[]) =>
    framesOf(ctx, `/v1/conversations/${id}/messages`, { messages, ...background });
  const said = async (frames: Promise<never[] | Awaited<ReturnType<typeof send>>>) =>
    chunksOf(await frames)[0].content;
  expect(await said(send(one.id, message("x", "otid-1")))).toBe("a");
  expect(await said(send(two.id, message("x", "otid-1")))).toBe("b");
  expect(await said(send(two.id, message("x", "otid-2"), message("y")))).toBe("c");
  expect(await said(send(two.id, message("x", "otid-2"), message("y")))).toBe("d");
  const stranger = await anAgentThat(saying("e"));
  const theirs = await stranger.aConversation(stranger.agent.id);
  const body = { messages: [message("x", "otid-1")], ...background };
  expect(await said(framesOf(stranger.ctx, `/v1/conversations/${theirs.id}/messages`, body))).toBe("e");
  expect(await api.runs.listRuns({ query: { agent_id: agent.id } })).toHaveLength(4);
});

test("a stream is taken up by its run, by a message's otid, or as the latest that runs", async () => {
  const model = heldModel();
  const { ctx, api, agent, aConversation } = await anAgentThat(model);
  const { id } = await aConversation(agent.id);
  const resume = (body: object) =>
    framesOf(ctx, `/v1/conversations/${id}/stream`, { include_pings: false, ...body });
  const body = { messages: [message("hi", "otid-9")], ...background };
  const running = framesOf(ctx, `/v1/conversations/${id}/messages`, body);
  await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBe(1);
  const [run] = await api.runs.listRuns({ query: { conversation_id: id } });
  const resumption = JSON.stringify({ include_pings: false });
  const latest = await fetchOf(ctx)(`/v1/conversations/${id}/stream`, { method: "POST", body: resumption });
  model.release();
  const frames = await running;
  expect(outline(frames)).toEqual(["assistant_message", "stop_reason", "usage_statistics", "[DONE]"]);
  expect(parseFrames(await latest.text())).toEqual(frames);
  expect(await resume({ run_id: run.id })).toEqual(frames);
  expect(await resume({ otid: "otid-9" })).toEqual(frames);
  expect(outline(await resume({ run_id: run.id, starting_after: 1 }))).toEqual([
    "stop_reason",
    "usage_statistics",
    "[DONE]",
  ]);
});

test("where there is no stream to take up, the refusal says why", async () => {
  const { model, send, id, running, runId, aConversation, agent } = await aBusyConversation();
  const stranger = await anAgentThat(saying());
  const idle = await aConversation(agent.id);
  const path = `/v1/conversations/${idle.id}/stream`;
  expect(await send("POST", path, {})).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("No active runs found") },
  });
  expect(await send("POST", path, { otid: "never" })).toMatchObject({ status: 404 });
  expect(await stranger.send("POST", `/v1/conversations/${id}/stream`, { run_id: runId })).toMatchObject({
    status: 404,
  });
  model.release();
  await running;
});

test("the latest run of a conversation must be a background one to be taken up", async () => {
  const model = heldModel();
  const { agent, aConversation, ask, send } = await anAgentThat(model);
  const { id } = await aConversation(agent.id);
  const answer = ask(id, "hi");
  await expect.poll(() => model.requests.length, { timeout: 10_000 }).toBe(1);
  const refused = await send("POST", `/v1/conversations/${id}/stream`, {});
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("not created in background mode") },
  });
  model.release();
  await answer;
});

test("cancelling a conversation stops its run and leaves the others alone", async () => {
  const { api, params, id, runId, running, ask, model, agent, aConversation } = await aBusyConversation();
  const other = await aConversation(agent.id);
  const elsewhere = ask(other.id, "elsewhere");
  await expect.poll(() => model.requests.length).toBe(2);
  expect(await api.conversations.cancelConversation({ params })).toEqual({ [runId]: "cancelled" });
  expect(chunksOf(await running).map(({ stop_reason }) => stop_reason)).toContain("cancelled");
  model.release();
  expect(await elsewhere).toMatchObject({ stop_reason: { stop_reason: "end_turn" } });
  expect(await ask(id, "again")).toMatchObject({ messages: [{ content: "ok" }] });
  expect(await refusal(api.conversations.cancelConversation({ params }))).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("No active runs") },
  });
});

test("deleting a conversation that is busy stops its turn first", async () => {
  const { api, ctx, params, running, runId } = await aBusyConversation();
  await api.conversations.deleteConversation({ params });
  expect(chunksOf(await running).map(({ stop_reason }) => stop_reason)).toContain("cancelled");
  expect(await api.runs.retrieveRun({ params: { run_id: runId } })).toMatchObject({ status: "cancelled" });
  expect(await ctx.db.message.count({ where: { run_id: runId } })).toBe(0);
});
