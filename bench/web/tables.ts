import { rows } from "../table";
import type { WebResults } from "../web";

const number = (value: number) => value.toFixed(value < 10 ? 1 : 0);

/** The results as text for a terminal. */
export function webTables({ pages, interactions, stream, scroll, budgetKb }: WebResults): string {
  return [
    "",
    `Script of each page, compressed (budget of what it loads first: ${budgetKb} kB)`,
    "",
    rows([
      ["", "first", "until idle", "usable after", "blocked"],
      ...pages.map(({ page, firstKb, idleKb, usableMs, blockedMs }) => [
        page,
        `${number(firstKb)} kB`,
        `${number(idleKb)} kB`,
        `${number(usableMs)} ms`,
        `${number(blockedMs)} ms`,
      ]),
    ]),
    "",
    "From the press to the painted answer",
    "",
    rows(interactions.map(({ action, ms }) => [action, `${number(ms)} ms`])),
    "",
    rows([
      ["a streamed answer: first word", `${number(stream.firstWordMs)} ms`],
      ["longest pause between its frames", `${number(stream.longestMs)} ms`],
      [`longest pause while scrolling ${scroll.rows} rows`, `${number(scroll.longestMs)} ms`],
    ]),
    "",
  ].join("\n");
}
