import { expect, test } from "vitest";
import { boundInZone, isoInZone } from "./zoned-time";

test.each([
  ["UTC", "2025-11-03T16:05:06+00:00"],
  ["Europe/Berlin", "2025-11-03T17:05:06+01:00"],
  ["Asia/Kolkata", "2025-11-03T21:35:06+05:30"],
  ["America/St_Johns", "2025-11-03T12:35:06-03:30"],
  ["Not/AZone", "2025-11-03T16:05:06+00:00"],
])("a moment is written in the timezone %s", (zone, text) => {
  expect(isoInZone(new Date("2025-11-03T16:05:06Z"), zone)).toBe(text);
});

test.each([
  ["2025-07-01T10:00:00", "Europe/Berlin", "start", "2025-07-01T08:00:00.000Z"],
  ["2025-07-01 10:00", "Europe/Berlin", "start", "2025-07-01T08:00:00.000Z"],
  ["2025-07-01T10:00:00Z", "Europe/Berlin", "start", "2025-07-01T10:00:00.000Z"],
  ["2025-07-01T10:00:00-03:30", "UTC", "start", "2025-07-01T13:30:00.000Z"],
  ["2025-07-01T10:00:00 02:00", "UTC", "start", "2025-07-01T08:00:00.000Z"],
  ["2025-07-01", "Europe/Berlin", "start", "2025-06-30T22:00:00.000Z"],
  ["2025-07-01", "Europe/Berlin", "end", "2025-07-01T21:59:59.999Z"],
  ["2025-10-26T12:00", "Europe/Berlin", "start", "2025-10-26T11:00:00.000Z"],
] as const)("%s in %s is, as the %s of a range, %s", (text, zone, bound, iso) => {
  expect(boundInZone(text, zone, bound)?.toISOString()).toBe(iso);
});

test.each(["yesterday", "2025-02-31", "2025-13-01", "2025-01-01T25:00", "", "20250101"])(
  "%j is no moment",
  (text) => {
    expect(boundInZone(text, "UTC", "start")).toBeNull();
  },
);
