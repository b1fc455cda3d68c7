import type { SyntaxNode } from "@lezer/common";

/** The text of a string literal, or of several that stand side by side; null for bytes and formatted strings. */
export function stringLiteral(node: SyntaxNode, source: string): string | null {
  if (node.name === "String") return evaluate(source.slice(node.from, node.to));
  if (node.name !== "ContinuedString") return null;
  let whole = "";
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === "Comment") continue;
    const part = stringLiteral(child, source);
    if (part === null) return null;
    whole += part;
  }
  return whole;
}

const literal = /^([a-z]*)('''|"""|'|")([\s\S]*)\2$/i;

function evaluate(text: string): string | null {
  const [, prefix, , body] = literal.exec(text) ?? [];
  if (body === undefined || /[bft]/i.test(prefix)) return null;
  const lines = body.replace(/\r\n?/g, "\n");
  return /r/i.test(prefix) ? lines : lines.replace(escapeSequence, unescaped);
}

const escapeSequence = /\\([0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

const named: Record<string, string> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function unescaped(whole: string, sequence: string): string {
  if (Object.hasOwn(named, sequence)) return named[sequence];
  if (/^[0-7]/.test(sequence)) return String.fromCodePoint(Number.parseInt(sequence, 8));
  if (!/^[xuU]./.test(sequence)) return whole;
  const code = Number.parseInt(sequence.slice(1), 16);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
}
