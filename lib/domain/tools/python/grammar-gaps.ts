import type { Tree } from "@lezer/common";

interface Gap {
  pattern: RegExp;
  as: (match: string, ...groups: string[]) => string;
}

const blank = (text: string) => text.replace(/\S/g, " ");
const oneName = (text: string) => "_".padEnd(text.length);

/**
 * Python that the grammar does not know, and words of the same length and place in the tree that it does. How far a
 * pattern looks has a bound, so that no source takes the square of its length.
 */
const gaps: Gap[] = [
  // A `yield` without a value.
  { pattern: /\byield(?=[^\S\n]*(?:[)\]},;#\n]|$))/g, as: () => "None " },
  // `20.` without digits behind the point.
  { pattern: /(?<![\w.])(\d[\d_]*)\.(?![\w.])/g, as: (_, digits) => `${digits} ` },
  // `with a as (b, c):` and `with a as self.b:`
  { pattern: /\bas[^\S\n]+(\([^()\n]*\))(?=\s*[:,])/g, as: (all, target) => all.replace(target, oneName) },
  {
    pattern: /\bas[^\S\n]+([A-Za-z_]\w*(?:\.\w+|\[[^\]\n]*\])+)(?=\s*[:,)])/g,
    as: (all, target) => all.replace(target, oneName),
  },
  // `with (a as b, c as d):` is, for its length, an `if`.
  {
    pattern: /\b(async[^\S\n]+)?with([^\S\n]*\()([^:]{0,2000}\)[^\S\n]*:)/g,
    as: (_, async = "", open, rest) => `if  ${blank(async)}${open}${rest.replace(/\bas\b/g, "or")}`,
  },
  // `for a, *b in c` inside of brackets.
  { pattern: /(\bfor\b[^:\n=]{0,200}?)\*(?=\w[^:\n=]{0,200}\bin\b)/g, as: (_, before) => `${before} ` },
  // `case module.Name:`, `case Name():`, `case []:`
  {
    pattern: /(?<=^[^\S\n]*)case\b[^:\n]*/gm,
    as: (line) => line.replace(/(?<=\w)\.(?=\w)/g, "_").replace(/\[\]|\{\}|\(\)/g, "__"),
  },
];

/** The source with the gaps of the grammar stopped. Strings and comments stay as they are, and so does every position. */
export function withoutGrammarGaps(source: string, tree: Tree): string {
  const texts = textRanges(tree);
  return gaps.reduce((patched, { pattern, as }) => {
    return patched.replace(pattern, (match: string, ...rest: unknown[]) => {
      const offset = rest.find((part) => typeof part === "number") as number;
      if (isInside(offset, texts)) return match;
      return as(match, ...(rest.slice(0, rest.indexOf(offset)) as string[]));
    });
  }, source);
}

type Range = { from: number; to: number };

function textRanges(tree: Tree): Range[] {
  const found: Range[] = [];
  tree.iterate({
    enter({ name, from, to }) {
      if (name !== "String" && name !== "FormatString" && name !== "Comment") return true;
      found.push({ from, to });
      return false;
    },
  });
  return found;
}

/** The ranges lie one behind the other. */
function isInside(offset: number, ranges: Range[]): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle].to <= offset) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low].from <= offset;
}
