import { expect, test } from "vitest";
import type { MnemeHistoryEntry } from "@/lib/contract/mneme/schemas";
import { toVersion } from "./block-history";

const entry = (change: Partial<MnemeHistoryEntry>) =>
  ({
    id: "7",
    action: "updated",
    before: null,
    after: null,
    actor: { type: "user", id: "user-1", name: "Ada" },
    run_id: null,
    created_at: "2026-03-01T12:00:00+00:00",
    ...change,
  }) as MnemeHistoryEntry;

test("a change of the text is told with both texts and who made it", () => {
  const version = toVersion(entry({ before: { value: "a" }, after: { value: "b" } }));
  expect(version).toMatchObject({ who: "Ada", what: "Text changed", text: { before: "a", after: "b" } });
});

test("what a run changed was changed by the agent, whoever sent the message", () => {
  expect(toVersion(entry({ run_id: "run-1", after: { value: "b" } })).who).toBe("The agent");
});

test("other fields are told by name with their values in words", () => {
  const version = toVersion(
    entry({ before: { read_only: false, limit: 10 }, after: { read_only: true, limit: 20 } }),
  );
  expect(version.text).toBeNull();
  expect(version.fields).toEqual([
    { name: "Limit", before: "10", after: "20" },
    { name: "Read-only", before: "no", after: "yes" },
  ]);
});

test("being attached is no version to go back to", () => {
  expect(toVersion(entry({ action: "attached" }))).toMatchObject({
    isRestorable: false,
    what: "Attached to an agent",
  });
});
