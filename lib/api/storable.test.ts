import { expect, test } from "vitest";
import { parseJson } from "./storable";

test("JSON is read without what the database cannot store, in values and in names", () => {
  const text = String.raw`{"a\u0000": ["b\u0000c", "\ud800"], "d": {"\u0000e": null}, "\\u0000": 1}`;
  expect(parseJson(text)).toEqual({ a: ["bc", "\ufffd"], d: { e: null }, "\\u0000": 1 });
});
