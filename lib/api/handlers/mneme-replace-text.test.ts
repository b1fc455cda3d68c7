import { expect, test } from "vitest";
import { newId } from "@/lib/shared/ids";
import { aWorld, refusal } from "@/lib/testing/harness";
import { eventsOf } from "@/lib/testing/state";

test("of two writers who read the same text, the second is told what the first wrote, and overwrites nothing", async () => {
  const { api, aBlock, ctx } = await aWorld();
  const params = { block_id: (await aBlock("human", "one")).id };
  const write = (text: string) => api.mneme.replaceBlockText({ params, body: { base: "one", text } });
  const answers = await Promise.allSettled([write("two"), write("three")]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { value } = await api.blocks.retrieveBlock({ params });
  const { status, body } = await refusal(write("four"));
  expect(status).toBe(409);
  expect(body).toMatchObject({ current_text: value });
  expect(await eventsOf(ctx, params.block_id)).toHaveLength(2);
});

test("a text for a block that is not there is a 404", async () => {
  const { api } = await aWorld();
  const params = { block_id: newId("block") };
  const answer = api.mneme.replaceBlockText({ params, body: { base: "", text: "x" } });
  expect((await refusal(answer)).status).toBe(404);
});
