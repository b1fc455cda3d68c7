import { describe, expect, test } from "vitest";
import { approximateTokens, countTokens } from "./count-tokens";

describe("countTokens", () => {
  test("counts as o200k_base does", () => {
    expect(countTokens("")).toBe(0);
    expect(countTokens("hello world")).toBe(2);
    expect(countTokens("antidisestablishmentarianism")).toBe(6);
    expect(countTokens("お誕生日おめでとう")).toBe(8);
  });

  // Users may write anything, and a count must never fail a request.
  test("takes control tokens in a text as plain text", () => {
    expect(countTokens("<|endoftext|>")).toBeGreaterThan(1);
    expect(countTokens("a <|endofprompt|> b")).toBeGreaterThan(3);
  });

  // One pasted picture or log line of this size once blocked the process for seconds.
  test.each(["ab", " ", "\n", "é"])("stays fast and close on a long run of %j", (piece) => {
    countTokens("warm up");
    const started = performance.now();
    const count = countTokens(`start ${piece.repeat(100_000 / piece.length)} end`);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(count).toBeGreaterThan(100);
    const short = countTokens(piece.repeat(2_000));
    expect(Math.abs(count - (short * 100_000) / (2_000 * piece.length))).toBeLessThan(0.1 * count);
  });
});

describe("approximateTokens", () => {
  test("is a quarter of the JSON's bytes with non-ASCII escaped, rounded up", () => {
    expect(approximateTokens("abcdef")).toBe(2);
    expect(approximateTokens({ a: 1 })).toBe(2);
    expect(approximateTokens("é")).toBe(2);
    expect(approximateTokens(undefined)).toBe(0);
  });
});
