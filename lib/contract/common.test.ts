import { expect, test } from "vitest";
import { isId, newId } from "@/lib/shared/ids";
import { conversationId, datetime, id } from "./common";

test("an id is its prefix and a uuid of version 4, nothing before or after", () => {
  const agent = newId("agent");
  expect(isId("agent", agent)).toBe(true);
  expect(id("agent").safeParse(agent).success).toBe(true);
  for (const bad of [
    agent.toUpperCase(),
    `${agent}0`,
    ` ${agent}`,
    agent.replace("agent", "block"),
    "agent-1",
    "",
    7,
  ])
    expect(id("agent").safeParse(bad).success || isId("agent", bad)).toBe(false);
});

test("a conversation is named by its id, as the default one, or by its agent", () => {
  for (const good of ["default", newId("conv"), newId("agent")])
    expect(conversationId.parse(good)).toBe(good);
  for (const bad of ["", "defaults", newId("run")]) expect(conversationId.safeParse(bad).success).toBe(false);
});

test.each([
  [new Date(0), "1970-01-01T00:00:00.000Z"],
  ["2026-01-02T03:04:05.678901+00:00", "2026-01-02T03:04:05.678901+00:00"],
  ["2026-01-02T03:04:05", "2026-01-02T03:04:05Z"],
  ["2026-01-02", "2026-01-02T00:00:00Z"],
])("the point in time %s is read as UTC unless it names a zone", (given, iso) => {
  expect(datetime.parse(given)).toBe(iso);
});

test.each(["yesterday", "2026-13-01", "", "12", 12, null, new Date(Number.NaN)])(
  "%s is no point in time",
  (given) => {
    expect(datetime.safeParse(given).success).toBe(false);
  },
);
