import { expect, test } from "vitest";
import { MnemeContextSection } from "@/lib/contract/mneme/context";
import { contextGroups, countError, firstWords, sectionKind, sectionName } from "./context-groups";

const kinds = MnemeContextSection.shape.kind.options;
const section = (
  kind: MnemeContextSection["kind"],
  tokens = 10,
  name: string = kind,
): MnemeContextSection => ({
  kind,
  name,
  id: null,
  text: "",
  is_cut: false,
  chars: 0,
  tokens,
  share: tokens / 100,
  attachments: 0,
});

test("every token is in exactly one group, in the order of the request", () => {
  const sections = kinds.map((kind, place) => section(kind, place + 1));
  const groups = contextGroups(sections);
  expect(groups.map(({ key }) => key)).toEqual(["instructions", "memory", "tools", "summary", "messages"]);
  expect(groups.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(
    sections.reduce((sum, { tokens }) => sum + tokens, 0),
  );
  const places = groups.flatMap((group) => group.sections.map(({ place }) => place));
  expect(places.toSorted((a, b) => a - b)).toEqual(kinds.map((_kind, place) => place));
});

test("groups that are empty are left out", () => {
  expect(contextGroups([section("message")]).map(({ title }) => title)).toEqual(["Conversation"]);
  expect(contextGroups([])).toEqual([]);
});

test("every kind has a name for people, blocks and tools have their own", () => {
  for (const kind of kinds) expect(sectionKind({ kind })).toBeTruthy();
  expect(sectionName(section("memory_block", 1, "human"))).toBe("human");
  expect(sectionName(section("message", 1, "tool"))).toBe("Tool result");
  expect(sectionName(section("system_prompt"))).toBe("System prompt");
});

test("the error of our count is told against the provider's, if there is one", () => {
  expect(countError(110, 100)).toBeCloseTo(0.1);
  expect(countError(110, null)).toBeNull();
  expect(countError(110, 0)).toBeNull();
});

test("a preview skips the tags that wrap a text", () => {
  const preview = (kind: MnemeContextSection["kind"], text: string) => firstWords({ kind, text });
  expect(preview("system_prompt", "<base>\n  Be kind\n</base>")).toBe("Be kind");
  expect(preview("message", "a < b is fine")).toBe("a < b is fine");
  expect(preview("message", "<only>")).toBe("<only>");
});

test("a preview of a block is its value, of a tool's result its message", () => {
  const block = "<human>\n<description>\nWho\n</description>\n<value>\n\nName: Ada\n</value>\n</human>";
  expect(firstWords({ kind: "memory_block", text: block })).toBe("Name: Ada");
  expect(firstWords({ kind: "memory_block", text: block.replace("\nName: Ada", "") })).toBe("Empty");
  const result = JSON.stringify({ status: "OK", message: "Saved." }, null, 2);
  expect(firstWords({ kind: "message", text: result })).toBe("Saved.");
  expect(firstWords({ kind: "message", text: "{ not json" })).toBe("{ not json");
});
