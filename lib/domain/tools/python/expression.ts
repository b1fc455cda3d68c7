import type { SyntaxNode } from "@lezer/common";
import { parseExpression } from "./parse";
import { stringLiteral } from "./string-literal";

/** What annotations and literal values are made of; everything else is only text. */
export type Expression =
  | { type: "name"; name: string; text: string }
  | { type: "subscript"; name: string; items: Expression[]; text: string }
  | { type: "union"; items: Expression[]; text: string }
  | { type: "literal"; value: string | number | boolean; text: string }
  | { type: "none"; text: string }
  | { type: "other"; text: string };

/** Annotations nested deeper than this were not written by anybody who wants a schema. */
const depthMax = 40;

/**
 * The expression of a node. Names lose their module, so `typing.List` is `List`; text in quotes, where a type is
 * expected, is the type it names.
 */
export function expressionOf(node: SyntaxNode, source: string, depth = 0): Expression {
  const text = source.slice(node.from, node.to);
  const inner = (child: SyntaxNode) => expressionOf(child, source, depth + 1);
  if (depth > depthMax) return { type: "other", text };
  switch (node.name) {
    case "VariableName":
      return { type: "name", name: text, text };
    case "None":
      return { type: "none", text };
    case "Boolean":
      return { type: "literal", value: text === "True", text };
    case "Number":
    case "UnaryExpression":
      return numberOf(text);
    case "String":
    case "ContinuedString": {
      const value = stringLiteral(node, source);
      return value === null ? { type: "other", text } : { type: "literal", value, text };
    }
    case "ParenthesizedExpression": {
      const child = operands(node)[0];
      return child ? inner(child) : { type: "other", text };
    }
    case "BinaryExpression":
      return node.getChild("BitOp")?.name === "BitOp" && isBar(node, source)
        ? { type: "union", items: operands(node).map(inner), text }
        : { type: "other", text };
    case "MemberExpression":
      return memberOf(node, { source, text, inner });
    default:
      return { type: "other", text };
  }
}

/** The type that an annotation names: one in quotes is read once more. */
export function annotationOf(node: SyntaxNode, source: string): Expression {
  return unquoted(expressionOf(node, source), 0);
}

function unquoted(found: Expression, depth: number): Expression {
  switch (found.type) {
    case "literal": {
      if (typeof found.value !== "string" || depth > 2) return found;
      const parsed = parseExpression(found.value);
      return parsed ? unquoted(expressionOf(parsed.node, parsed.source), depth + 1) : found;
    }
    case "subscript": {
      if (found.name === "Literal") return found;
      const [first, ...rest] = found.items;
      const items = found.name === "Annotated" ? [unquoted(first, depth), ...rest] : undefined;
      return { ...found, items: items ?? found.items.map((item) => unquoted(item, depth)) };
    }
    case "union":
      return { ...found, items: found.items.map((item) => unquoted(item, depth)) };
    default:
      return found;
  }
}

interface Reading {
  source: string;
  text: string;
  inner: (child: SyntaxNode) => Expression;
}

function memberOf(node: SyntaxNode, { source, text, inner }: Reading): Expression {
  const [of, ...items] = operands(node);
  const property = node.getChild("PropertyName");
  if (property) return { type: "name", name: source.slice(property.from, property.to), text };
  const base = of && inner(of);
  if (base?.type !== "name" || items.length === 0) return { type: "other", text };
  return { type: "subscript", name: base.name, items: items.map(inner), text };
}

const punctuation = new Set(["(", ")", "[", "]", ",", ".", ":", "PropertyName", "BitOp", "Comment"]);

/** The parts of an expression without what stands between them. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!punctuation.has(child.name)) found.push(child);
  return found;
}

function isBar(node: SyntaxNode, source: string): boolean {
  const operator = node.getChild("BitOp");
  return operator !== null && source.slice(operator.from, operator.to) === "|";
}

function numberOf(text: string): Expression {
  const value = Number(text.replaceAll("_", ""));
  return Number.isFinite(value) ? { type: "literal", value, text } : { type: "other", text };
}
