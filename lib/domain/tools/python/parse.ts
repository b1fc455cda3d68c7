import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { derivationError } from "./derivation-error";
import { withoutGrammarGaps } from "./grammar-gaps";

/**
 * The tree of a source; positions in it are positions in the source. The source is read and never run.
 * @throws AppError `invalid_argument` for what is not Python
 */
export function parsePython(source: string): Tree {
  const tree = parser.parse(source);
  const problem = problemOf(tree, source);
  if (!problem) return tree;
  const patched = withoutGrammarGaps(source, tree);
  if (patched === source) throw problem;
  const again = parser.parse(patched);
  const left = problemOf(again, patched);
  if (left) throw left;
  return again;
}

/** The node of a text that is one expression; null for any other text. */
export function parseExpression(text: string): { node: SyntaxNode; source: string } | null {
  const source = text.trim();
  const tree = parser.parse(source);
  const statement = tree.topNode.firstChild;
  const node = statement?.name === "ExpressionStatement" ? statement.firstChild : null;
  const isWhole = node && !statement?.nextSibling && node.to === source.length;
  return isWhole && !problemOf(tree, source) ? { node, source } : null;
}

/** What the parser, which accepts anything, has marked as wrong, and what it is too lenient about. */
function problemOf(tree: Tree, source: string): Error | null {
  const cursor = tree.cursor();
  do {
    const found = wrongAt(cursor.node, source);
    if (found)
      return derivationError(`the Python source has ${found.what} (line ${lineOf(source, found.at)})`);
  } while (cursor.next());
  return null;
}

function wrongAt(node: SyntaxNode, source: string): { at: number; what: string } | null {
  const { from, to, type } = node;
  if (type.isError) return { at: from, what: "a syntax error" };
  switch (type.name) {
    case "PrintStatement":
      return { at: from, what: "a print without parentheses" };
    case "String":
      return isUnterminated(source.slice(from, to)) ? { at: from, what: "a string without an end" } : null;
    case "Script":
    case "Body": {
      const at = misplaced(node, source);
      return at === null ? null : { at, what: "a line that is indented differently from its neighbours" };
    }
    default:
      return null;
  }
}

const isUnterminated = (text: string) =>
  !/^[a-z]*(?:("""|''')[\s\S]*\1|(["'])(?:\\[\s\S]|(?!\2)[^\\\n])*\2)$/i.test(text);

/** The first statement of a block that stands in another column than the block's first one; in a script that is 0. */
function misplaced(block: SyntaxNode, source: string): number | null {
  let column = block.name === "Script" ? "" : null;
  for (let child = block.firstChild; child; child = child.nextSibling) {
    if (child.name === ":" || child.name === "Comment" || child.type.isError) continue;
    const before = source
      .slice(source.lastIndexOf("\n", child.from - 1) + 1, child.from)
      .replace(/^\uFEFF/, "");
    if (before.trim() !== "") continue;
    column ??= before;
    if (before !== column) return child.from;
  }
  return null;
}

const lineOf = (source: string, at: number) => source.slice(0, at).split("\n").length;
