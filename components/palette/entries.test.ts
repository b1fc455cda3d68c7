import { Bot } from "lucide-react";
import { expect, test } from "vitest";
import { type Entry, ranked, score } from "./entries";

const entry = (group: Entry["group"], label: string, hint?: string): Entry => ({
  id: label,
  group,
  label,
  hint,
  Icon: Bot,
});
const labels = (entries: Entry[]) => entries.map(({ label }) => label);

test("the nearer an answer is to what was typed, the better it counts", () => {
  const scores = ["ada", "adamant", "call ada", "canada", "a red ape"].map((text) => score("ada", text));
  expect(scores.slice(0, 4)).toEqual([5, 4, 3, 2]);
  expect(score("ard", "a red ape")).toBe(1);
  expect(score("xyz", "ada")).toBeNull();
});

test("groups stand in the order of their best answer, and without a query as they came", () => {
  const entries = [entry("Agents", "Old settings bot"), entry("Pages", "Settings"), entry("Pages", "Agents")];
  expect(labels(ranked(entries, "settings"))).toEqual(["Settings", "Old settings bot"]);
  expect(labels(ranked(entries, ""))).toEqual(["Old settings bot", "Settings", "Agents"]);
});

test("what stands behind a label is searched too, but the label counts more", () => {
  const entries = [entry("Actions", "Switch to dark", "theme"), entry("Actions", "Theme of the week")];
  expect(labels(ranked(entries, "theme"))).toEqual(["Theme of the week", "Switch to dark"]);
});
