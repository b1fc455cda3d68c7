import { describe, expect, test } from "vitest";
import {
  packHeartbeat,
  packLogin,
  packSystemAlert,
  packToolReturn,
  packUser,
  unpackToolReturn,
} from "./envelope";
import { localTime } from "./local-time";

const now = new Date("2025-11-03T16:05:06Z");
const stamp = { now, timezone: "UTC" };

describe("localTime", () => {
  test.each([
    ["UTC", "2025-11-03 04:05:06 PM UTC+0000"],
    ["America/New_York", "2025-11-03 11:05:06 AM EST-0500"],
    ["Europe/Berlin", "2025-11-03 05:05:06 PM CET+0100"],
    ["Asia/Kolkata", "2025-11-03 09:35:06 PM IST+0530"],
    ["Asia/Tokyo", "2025-11-04 01:05:06 AM JST+0900"],
    ["America/Sao_Paulo", "2025-11-03 01:05:06 PM -03-0300"],
  ])("writes the time in %s", (timezone, expected) => {
    expect(localTime(now, timezone)).toBe(expected);
  });

  test("follows daylight saving", () => {
    expect(localTime(new Date("2025-07-01T12:00:00Z"), "America/New_York")).toBe(
      "2025-07-01 08:00:00 AM EDT-0400",
    );
  });

  test("writes midnight and noon as 12", () => {
    expect(localTime(new Date("2025-01-01T00:00:00Z"), "UTC")).toBe("2025-01-01 12:00:00 AM UTC+0000");
    expect(localTime(new Date("2025-01-01T12:00:00Z"), "UTC")).toBe("2025-01-01 12:00:00 PM UTC+0000");
  });

  test.each(["Mars/Olympus", "", "not a zone"])("falls back to UTC for the timezone %j", (timezone) => {
    expect(localTime(now, timezone)).toBe("2025-11-03 04:05:06 PM UTC+0000");
  });
});

describe("envelopes", () => {
  test("a tool return has status, message and time, in that order, indented by two", () => {
    expect(packToolReturn({ status: "success", value: "4", ...stamp })).toBe(
      '{\n  "status": "OK",\n  "message": "4",\n  "time": "2025-11-03 04:05:06 PM UTC+0000"\n}',
    );
  });

  test("non-ASCII text stays readable and NUL characters vanish, at any depth", () => {
    const packed = packToolReturn({ status: "error", value: { "k\0ey": ["日本\0", { a: "é" }] }, ...stamp });
    expect(packed).toContain("日本");
    expect(JSON.parse(packed)).toMatchObject({ status: "Failed", message: { key: ["日本", { a: "é" }] } });
  });

  test("the others carry their fields in the documented order", () => {
    const keys = (text: string) => Object.keys(JSON.parse(text));
    expect(keys(packHeartbeat({ reason: "go on", ...stamp }))).toEqual(["type", "reason", "time"]);
    expect(JSON.parse(packLogin(stamp))).toEqual({
      type: "login",
      last_login: "Never (first login)",
      time: "2025-11-03 04:05:06 PM UTC+0000",
    });
    expect(keys(packUser({ message: "hi", name: "Ada", ...stamp }))).toEqual([
      "type",
      "message",
      "time",
      "name",
    ]);
    const alert = packSystemAlert({ message: "m", extra: { compaction_stats: { trigger: "t" } }, ...stamp });
    expect(keys(alert)).toEqual(["type", "message", "time", "compaction_stats"]);
    expect(packSystemAlert({ message: "m", compact: true, ...stamp })).not.toContain("\n");
  });
});

describe("unpackToolReturn", () => {
  test.each([
    ["text", "text"],
    ["", ""],
    [{ a: [1, "b"] }, '{"a":[1,"b"]}'],
  ])("gives back what was packed: %j", (value, text) => {
    const packed = packToolReturn({ status: "error", value, ...stamp });
    expect(unpackToolReturn(packed)).toEqual({ status: "error", text, value });
  });

  test.each(["plain", "[]", "null", '{"status":"OK"}', '{"status":"odd","message":"x"}'])(
    "leaves %s as it is",
    (text) => {
      expect(unpackToolReturn(text)).toEqual({ status: null, text, value: text });
    },
  );
});
