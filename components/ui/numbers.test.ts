import { expect, test } from "vitest";
import { money, percent, plural, preciseDuration, shortCount } from "./numbers";

test("short counts keep two figures and never round up into a wrong unit", () => {
  expect([0, 999, 1_000, 1_250, 9_949, 9_960, 34_400, 999_499, 999_500, 1_540_000].map(shortCount)).toEqual([
    "0",
    "999",
    "1k",
    "1.3k",
    "9.9k",
    "10k",
    "34k",
    "999k",
    "1M",
    "1.5M",
  ]);
});

test("a share that is small but there is not told as nothing", () => {
  expect([0, 0.0004, 0.012, 0.0999, 0.5, 1].map(percent)).toEqual([
    "0%",
    "<0.1%",
    "1.2%",
    "10.0%",
    "50%",
    "100%",
  ]);
});

test("durations are told in the unit in which they are read", () => {
  expect([0.2, 12.4, 340, 2_400, 12_340, 65_000].map(preciseDuration)).toEqual([
    "<1 ms",
    "12 ms",
    "340 ms",
    "2.40 s",
    "12.3 s",
    "1 min 5 s",
  ]);
});

test("one is singular, none is plural", () => {
  expect([plural(0, "step"), plural(1, "step"), plural(1_200, "step")]).toEqual([
    "0 steps",
    "1 step",
    "1,200 steps",
  ]);
});

test("money keeps two figures that say something, and what is not known is not told as nothing", () => {
  expect([0, 0.000004, 0.00041, 0.0555, 0.1, 1.234, 120].map(money)).toEqual([
    "$0",
    "<$0.0001",
    "$0.00041",
    "$0.056",
    "$0.10",
    "$1.23",
    "$120.00",
  ]);
  expect([money(null), money(undefined)]).toEqual([null, null]);
});
