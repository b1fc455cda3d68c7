import { expect, test } from "vitest";
import { conflictsIn, mergedText, mergeTexts } from "./merge-texts";

const base = "Name: Ada\nCity: Paris\nPet: Rex\n";

test("changes of different lines are both kept", () => {
  const parts = mergeTexts(base, "Name: Ada\nCity: Rome\nPet: Rex\n", "Name: Ada\nCity: Paris\nPet: none\n");
  expect(conflictsIn(parts)).toBe(0);
  expect(mergedText(parts, [])).toBe("Name: Ada\nCity: Rome\nPet: none\n");
});

test("the same change on both sides is made once", () => {
  const same = "Name: Grace\nCity: Paris\nPet: Rex\n";
  expect(mergedText(mergeTexts(base, same, same), [])).toBe(same);
});

test("two different changes of one line are a conflict that a person decides", () => {
  const parts = mergeTexts(base, base.replace("Paris", "Rome"), base.replace("Paris", "Oslo"));
  expect(conflictsIn(parts)).toBe(1);
  expect(mergedText(parts, ["mine"])).toContain("City: Rome\nPet");
  expect(mergedText(parts, ["theirs"])).toContain("City: Oslo\nPet");
  expect(mergedText(parts, ["both"])).toContain("City: Rome\nCity: Oslo\nPet");
});

// A choice between two cities must not decide about the pet that only one side changed.
test("a conflict reaches no further than the lines that both sides changed", () => {
  const theirs = "Name: Ada\nCity: Oslo\nPet: none\n";
  const parts = mergeTexts(base, base.replace("Paris", "Rome"), theirs);
  expect(conflictsIn(parts)).toBe(1);
  expect(mergedText(parts, ["mine"])).toBe("Name: Ada\nCity: Rome\nPet: none\n");
});

test("two additions at the end are a conflict, so that their order is chosen", () => {
  const parts = mergeTexts("a\n", "a\nb\n", "a\nc\n");
  expect(mergedText(parts, ["both"])).toBe("a\nb\nc\n");
});

// Agents append without a final line end; their line must not run into the next.
test("a text without a last line end keeps its lines apart", () => {
  const parts = mergeTexts("a\nb", "A\nb", "a\nb\nc");
  expect(conflictsIn(parts)).toBe(0);
  expect(mergedText(parts, [])).toBe("A\nb\nc");
});

test("a line that one side removed and the other left alone is gone", () => {
  expect(mergedText(mergeTexts(base, "Name: Ada\nPet: Rex\n", `${base}Age: 36\n`), [])).toBe(
    "Name: Ada\nPet: Rex\nAge: 36\n",
  );
});
