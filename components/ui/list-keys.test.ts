import { expect, test } from "vitest";
import { findByKey, nextPlace } from "./list-keys";

test("arrow keys go round at both ends, and Home and End lead there", () => {
  expect(nextPlace("ArrowDown", 2, 3)).toBe(0);
  expect(nextPlace("ArrowUp", 0, 3)).toBe(2);
  expect(nextPlace("ArrowDown", -1, 3)).toBe(0);
  expect(nextPlace("ArrowUp", -1, 3)).toBe(2);
  expect(nextPlace("Home", 2, 3)).toBe(0);
  expect(nextPlace("End", 0, 3)).toBe(2);
  expect(nextPlace("ArrowDown", -1, 0)).toBeUndefined();
  expect(nextPlace("x", 0, 3)).toBeUndefined();
});

const key = (name: string, held = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test("a letter leads to the next item that begins with it, and again to the one after", () => {
  const items = ["Copy id", "Delete", "Duplicate"].map((textContent) => ({ textContent }));
  expect(findByKey(key("d"), 0, items)).toBe(1);
  expect(findByKey(key("D"), 1, items)).toBe(2);
  expect(findByKey(key("d"), 2, items)).toBe(1);
  expect(findByKey(key("x"), 0, items)).toBeUndefined();
  expect(findByKey(key("d", { ctrlKey: true }), 0, items)).toBeUndefined();
});
