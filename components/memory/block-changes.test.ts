import { expect, test } from "vitest";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { changesBetween } from "./block-changes";

const block = (id: string, label: string, value: string) => ({ id, label, value }) as BlockResponse;

test("only blocks whose text differs are reported, with both texts", () => {
  const before = [block("1", "human", ""), block("2", "persona", "Kind")];
  const after = [block("1", "human", "Name: Ada"), block("2", "persona", "Kind")];
  expect(changesBetween(before, after)).toEqual([{ label: "human", before: "", after: "Name: Ada" }]);
});

test("a renamed block is the same block, a new block changed from nothing", () => {
  const before = [block("1", "human", "Ada")];
  const after = [block("1", "person", "Ada"), block("2", "plans", "Trip")];
  expect(changesBetween(before, after)).toEqual([{ label: "plans", before: "", after: "Trip" }]);
});
