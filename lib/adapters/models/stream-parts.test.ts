import { expect, test } from "vitest";
import { usageOf } from "./stream-parts";

const said = (input: number | undefined, output: number | undefined, more: object = {}) =>
  usageOf({
    inputTokens: { total: input, noCache: undefined, cacheRead: undefined, cacheWrite: undefined, ...more },
    outputTokens: { total: output, text: undefined, reasoning: undefined },
  });

// Proxies estimate, and some subtract too much: a turn must not fail over what it is said to have cost.
test("tokens are whole numbers from zero on, whatever a server reports", () => {
  expect(said(12.4, 2.6)).toMatchObject({ input: 12, output: 3, total: 15 });
  expect(said(-3, Number.NaN, { cacheRead: -1 })).toMatchObject({
    input: 0,
    output: 0,
    total: 0,
    cachedInput: 0,
  });
  expect(said(1e300, 1).total).toBe(2_147_483_647);
  expect(said(undefined, undefined)).toEqual({
    input: 0,
    output: 0,
    total: 0,
    cachedInput: null,
    cacheWrite: null,
    reasoning: null,
  });
});
