import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configurationDocs } from "./configuration-docs";
import { variables } from "./env";

test("docs/configuration.md is what the code says; `npx tsx scripts/write-configuration-docs.ts` writes it again", () => {
  expect(readFileSync("docs/configuration.md", "utf8")).toBe(configurationDocs());
});

test("every variable is described", () => {
  const silent = Object.values(variables).flatMap((group) =>
    Object.entries(group).flatMap(([name, schema]) => (schema.meta()?.description ? [] : [name])),
  );
  expect(silent).toEqual([]);
});

test("the page tells nothing of the machine that wrote it", () => {
  expect(configurationDocs()).not.toMatch(/\/(root|home|Users)\//);
});
