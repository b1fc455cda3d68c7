import { expect, test } from "vitest";
import { numberIn, windowIn } from "./wire";

// Sizes go into integer columns and integer fields of answers: one odd entry must not cost the whole list.
test.each([
  [4_096, 4_096],
  [4_096.7, 4_096],
  [1e300, 2_147_483_647],
  [Number.POSITIVE_INFINITY, null],
  [Number.NaN, null],
  [0.5, null],
  [0, null],
  [-1, null],
  ["8192", null],
  [null, null],
])("a size of %s counts as %s tokens", (given, size) => {
  expect(numberIn({ size: given }, "size")).toBe(size);
});

test("a size that says nothing is looked for under the next name", () => {
  expect(windowIn({ max_model_len: 0, context_length: 8_192 })).toBe(8_192);
  expect(windowIn({ context_length: null, meta: { n_ctx: 2_048 } })).toBe(2_048);
});
