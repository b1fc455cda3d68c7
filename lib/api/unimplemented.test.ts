import { expect, test } from "vitest";
import { contract } from "@/lib/contract/registry";
import type { Context } from "@/lib/domain/context";
import { createDispatch } from "./dispatch";
import { unimplemented, unimplementedOperations } from "./unimplemented";

const { health } = contract;
const handlers = {
  health: unimplemented(health, { checkHealth: () => ({ version: "1", status: "ok" }) }),
  // @ts-expect-error a misspelt operation must not compile
  tags: unimplemented(contract.tags, { listTag: () => [] }),
};

test("an operation without a handler answers 501 and is listed", async () => {
  const dispatch = createDispatch({
    contract: { health },
    handlers,
    authenticate: async () => ({}) as Context,
  });
  expect((await dispatch(new Request("http://test/v1/health"))).status).toBe(200);
  const answer = await dispatch(new Request("http://test/v1/ready"));
  expect([answer.status, await answer.json()]).toEqual([
    501,
    { detail: "The operation 'check_readiness' is not implemented" },
  ]);
  expect(unimplementedOperations({ health, tags: contract.tags }, handlers)).toEqual([
    "check_readiness",
    "list_tags",
  ]);
});
