import { parser } from "@lezer/python";
import { expect, test } from "vitest";
import { readDocstring } from "./docstring";
import { withoutGrammarGaps } from "./grammar-gaps";

const blanks = " ".repeat(100_000);
const tree = parser.parse("x");

test.each([
  ["an entry of a docstring", () => readDocstring(`It.\n\nArgs:\n    a${blanks}b\n    c: d\n`)],
  ["a field of a docstring", () => readDocstring(`It.\n\n:param${blanks}!\n:param c: d\n`)],
  ["many `with`", () => withoutGrammarGaps("with()\n".repeat(15_000), tree)],
  ["many `for`", () => withoutGrammarGaps("for *a ".repeat(3_000), tree)],
])("%s that was written to hold up the server does not", (_, read) => {
  const start = performance.now();
  read();
  expect(performance.now() - start).toBeLessThan(5_000);
});
