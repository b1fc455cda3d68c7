import { expect, test } from "vitest";
import { overscanPx, rowAt, windowFor } from "./virtual-window";

const keys = Array.from({ length: 10_000 }, (_, index) => `row-${index}`);
const heightOf = () => 100;
const view = { keys, heightOf, viewHeight: 800 };
const reach = overscanPx / 100;

test("at the end the last rows are there, and the rest is room above them", () => {
  const { start, end, before, after } = windowFor({ ...view, anchor: null });
  expect(end).toBe(keys.length);
  expect(end - start).toBe(8 + reach);
  expect({ before, after }).toEqual({ before: start * 100, after: 0 });
});

test("around an anchor the rows of the view and some on both sides are there", () => {
  const { start, end, before, after } = windowFor({ ...view, anchor: { key: "row-5000", offset: -50 } });
  expect(start).toBeLessThanOrEqual(5_000 - reach + 1);
  expect(end).toBeGreaterThanOrEqual(5_000 + 8 + reach);
  expect(end - start).toBeLessThan(50);
  expect(before + (end - start) * 100 + after).toBe(1_000_000);
});

test("rows that come before the anchor move the window with it", () => {
  const anchor = { key: "row-3", offset: 0 };
  const older = Array.from({ length: 50 }, (_, index) => `old-${index}`);
  const { start, end } = windowFor({ ...view, keys: [...older, ...keys], anchor });
  expect(start).toBeLessThanOrEqual(53);
  expect(end).toBeGreaterThan(53 + 8);
});

test("an anchor that is gone shows the beginning rather than nothing", () => {
  const { start, end } = windowFor({ ...view, anchor: { key: "gone", offset: 0 } });
  expect(start).toBe(0);
  expect(end).toBeGreaterThan(8);
});

test("a place between rows that are not there is found by the heights that are known", () => {
  expect(rowAt(view, 123_450)).toEqual({ key: "row-1234", offset: -50 });
  expect(rowAt(view, 2_000_000)).toBeNull();
});
