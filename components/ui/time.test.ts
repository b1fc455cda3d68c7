import { expect, test } from "vitest";
import { duration, relativeTime } from "./time";

const now = Date.parse("2026-03-01T12:00:00Z");

test.each([
  ["2026-03-01T11:59:40Z", "just now"],
  ["2026-03-01T11:57:10Z", "2 minutes ago"],
  ["2026-03-01T07:00:00Z", "5 hours ago"],
  ["2026-02-28T11:00:00Z", "yesterday"],
  ["2024-03-01T12:00:00Z", "2 years ago"],
])("%s is shown as %s", (value, text) => expect(relativeTime(value, now)).toBe(text));

test.each([
  [20, "0.1 s"],
  [840, "0.8 s"],
  [12_400, "12 s"],
  [61_000, "1 min 1 s"],
])("%d ms lasts %s", (ms, text) => expect(duration(ms)).toBe(text));
