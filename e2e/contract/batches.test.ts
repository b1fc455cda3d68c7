import { expect, test } from "vitest";
import { failure, newAgent } from "../support/client";
import { SCRIPTED, withServer } from "../support/with-server";

const served = withServer();
const get = (path: string, query: object = {}) => served.client.get(path, { query }) as Promise<any>;
const newBatch = (requests: object[]) =>
  served.client.post<any>("/v1/messages/batches", { body: { requests } });
const batchOf = (id: string) => get(`/v1/messages/batches/${id}`);

async function finished(id: string) {
  await expect
    .poll(async () => (await batchOf(id)).status, { timeout: 30_000, interval: 200 })
    .not.toMatch(/created|pending|running/);
  return batchOf(id);
}

test("a batch gives every agent its requests in order, and keeps what was said", async () => {
  const { client } = served;
  const agents = [await newAgent(client, SCRIPTED), await newAgent(client, SCRIPTED)];
  const inputs = ["first", "second"].map((word) => `[[text the ${word}]]`);
  const batch = await newBatch(
    inputs.flatMap((content) =>
      agents.map(({ id }) => ({ agent_id: id, messages: [{ role: "user", content }] })),
    ),
  );
  expect(batch).toMatchObject({ job_type: "batch", status: "running" });
  expect((await get("/v1/messages/batches")).map(({ id }: { id: string }) => id)).toContain(batch.id);
  expect(await finished(batch.id)).toMatchObject({
    status: "completed",
    metadata: { request_counts: { total: 4, completed: 4, failed: 0 } },
  });
  const { messages } = await get(`/v1/messages/batches/${batch.id}/messages`, {
    agent_id: agents[0].id,
    order: "asc",
  });
  const said = messages.filter(({ role }: { role: string }) => role === "assistant");
  expect(said.map(({ content }: any) => content[0].text)).toEqual(["the first", "the second"]);
  const history = (await client.agents.messages.list(agents[1].id, { order: "asc" })).items;
  expect(JSON.stringify(history)).toMatch(/the first[\s\S]*the second/);
});

test("a batch that is cancelled leaves alone what it has not begun", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const batch = await newBatch(
    [1, 2, 3].map((index) => ({ agent_id: agent.id, input: `[[slow 100]] [[long 100]] ${index}` })),
  );
  await client.patch(`/v1/messages/batches/${batch.id}/cancel`);
  const { status, metadata } = await finished(batch.id);
  expect(status).toBe("cancelled");
  expect(metadata.request_counts.completed).toBe(0);
});

test("jobs are listed, read, cancelled and forgotten", async () => {
  const { client } = served;
  const agent = await newAgent(client, SCRIPTED);
  const { id } = await newBatch([{ agent_id: agent.id, input: "[[slow 100]] [[long 200]]" }]);
  const ids = async (path: string, query: object = {}) =>
    (await get(path, query)).map((job: { id: string }) => job.id);
  expect(await ids("/v1/jobs/", { order: "desc", limit: 1 })).toEqual([id]);
  expect(await ids("/v1/jobs/active")).toEqual([id]);
  expect(await get(`/v1/jobs/${id}`)).toMatchObject({ id, job_type: "batch", status: "running" });
  expect(await client.patch(`/v1/jobs/${id}/cancel`)).toMatchObject({ id, status: "cancelled" });
  expect(await ids("/v1/jobs/active")).toEqual([]);
  await finished(id);
  expect(await client.delete(`/v1/jobs/${id}`)).toMatchObject({ id });
  expect((await failure(get(`/v1/jobs/${id}`))).status).toBe(404);
});
