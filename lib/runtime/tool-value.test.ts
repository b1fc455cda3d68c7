import { describe, expect, test } from "vitest";
import { hasImages, normaliseToolValue } from "./tool-value";

describe("normaliseToolValue", () => {
  test.each<[unknown, unknown]>([
    ["text", "text"],
    [null, "None"],
    [undefined, "None"],
    [true, "True"],
    [3.5, "3.5"],
    [["a", 1, null, false], "['a', 1, None, False]"],
    [[{ k: "it's" }], `[{'k': "it's"}]`],
    [["a\nb\\", `both ' and "`], `['a\\nb\\\\', 'both \\' and "']`],
    [{ a: 1 }, { a: 1 }],
  ])("turns %j into %j", (value, expected) => {
    expect(normaliseToolValue(value, 50_000)).toEqual(expected);
  });

  test("cuts what is longer than the limit and says so", () => {
    expect(normaliseToolValue("abcdef", 4)).toBe(
      "abcd... [NOTE: function output was truncated since it exceeded the character limit (6 > 4)]",
    );
    expect(normaliseToolValue({ key: "value" }, 6)).toBe(
      '{"key"... [NOTE: function output was truncated since it exceeded the character limit (15 > 6)]',
    );
  });

  test("counts characters, not code units, and never cuts one in half", () => {
    expect(normaliseToolValue("🙂🙂", 2)).toBe("🙂🙂");
    expect(normaliseToolValue("🙂🙂🙂", 1)).toMatch(/^🙂\.\.\. \[NOTE/u);
  });

  test("does not cut without a limit", () => {
    expect(normaliseToolValue("x".repeat(100_000), null)).toHaveLength(100_000);
  });
});

test("a return counts as having images only when every item is a part and one is an image", () => {
  const image = { type: "image", source: { type: "url", url: "https://example.com/a.png" } };
  expect(hasImages([{ type: "text", text: "see" }, image])).toBe(true);
  expect(hasImages([{ type: "text", text: "see" }])).toBe(false);
  expect(hasImages([image, "text"])).toBe(false);
  expect(hasImages([])).toBe(false);
  expect(hasImages("image")).toBe(false);
});
