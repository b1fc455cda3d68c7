import type { SyntaxNode } from "@lezer/common";
import { annotationOf, type Expression, operands } from "./expression";
import { parsePython } from "./parse";
import { stringLiteral } from "./string-literal";

/** A parameter that can be given by position, which are those that a caller's arguments are for. */
export interface Parameter {
  name: string;
  annotation: Expression | null;
  hasDefault: boolean;
}

export interface PythonFunction {
  name: string;
  /** As written, without quotes; null = none. */
  docstring: string | null;
  parameters: Parameter[];
}

export interface Field {
  name: string;
  annotation: Expression;
  hasDefault: boolean;
  description: string | null;
}

export interface PythonClass {
  name: string;
  /** Names of what it is made from, without their modules. */
  bases: string[];
  fields: Field[];
}

export interface PythonSource {
  /** In their order; functions inside of others, or of classes, are not among them. */
  functions: PythonFunction[];
  classes: Map<string, PythonClass>;
}

/**
 * The functions and classes that a source defines at its top level.
 * @throws AppError `invalid_argument` for what is not Python
 */
export function readSource(source: string): PythonSource {
  const found: PythonSource = { functions: [], classes: new Map() };
  for (const statement of children(parsePython(source).topNode)) {
    const node = statement.name === "DecoratedStatement" ? statement.lastChild : statement;
    if (node?.name === "FunctionDefinition") found.functions.push(functionOf(node, source));
    if (node?.name === "ClassDefinition") {
      const read = classOf(node, source);
      found.classes.set(read.name, read);
    }
  }
  return found;
}

const textOf = (node: SyntaxNode | null, source: string) => (node ? source.slice(node.from, node.to) : "");

function children(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling)
    if (child.name !== "Comment") found.push(child);
  return found;
}

const functionOf = (node: SyntaxNode, source: string): PythonFunction => ({
  name: textOf(node.getChild("VariableName"), source),
  docstring: docstringOf(node.getChild("Body"), source),
  parameters: parametersOf(node.getChild("ParamList"), source),
});

function docstringOf(body: SyntaxNode | null, source: string): string | null {
  let first = children(body).find(({ name }) => name !== ":");
  if (first?.name === "StatementGroup") first = first.firstChild ?? undefined;
  const literal = first?.name === "ExpressionStatement" ? first.firstChild : null;
  return literal && stringLiteral(literal, source);
}

function parametersOf(list: SyntaxNode | null, source: string): Parameter[] {
  const found: Parameter[] = [];
  let isDefault = false;
  for (const node of children(list)) {
    const last = found.at(-1);
    if (node.name === "*" || node.name === "**") break;
    if (node.name === ",") isDefault = false;
    else if (node.name === "AssignOp" && last) {
      last.hasDefault = true;
      isDefault = true;
    } else if (node.name === "TypeDef" && last) last.annotation = typeOf(node, source);
    else if (node.name === "VariableName" && !isDefault)
      found.push({ name: textOf(node, source), annotation: null, hasDefault: false });
  }
  return found;
}

function typeOf(definition: SyntaxNode, source: string): Expression | null {
  const [type] = operands(definition);
  return type ? annotationOf(type, source) : null;
}

const classOf = (node: SyntaxNode, source: string): PythonClass => ({
  name: textOf(node.getChild("VariableName"), source),
  bases: basesOf(node.getChild("ArgList"), source),
  fields: children(node.getChild("Body"))
    .flatMap((statement) => (statement.name === "StatementGroup" ? children(statement) : [statement]))
    .flatMap((statement) => fieldOf(statement, source)),
});

function basesOf(list: SyntaxNode | null, source: string): string[] {
  return argumentsOf(list, source).flatMap(({ keyword, value }) => {
    const base = annotationOf(value, source);
    return keyword === null && base.type !== "literal" && "name" in base ? [base.name] : [];
  });
}

/** `name: type`, `name: type = value`; anything else in a class is not a field of it. */
function fieldOf(statement: SyntaxNode, source: string): Field[] {
  const definition = statement.name === "AssignStatement" ? statement.getChild("TypeDef") : null;
  const target = statement.firstChild;
  const annotation = definition && typeOf(definition, source);
  if (!annotation || target?.name !== "VariableName") return [];
  const value = statement.getChild("AssignOp")?.nextSibling ?? null;
  const call = fieldCall(value, source) ?? annotatedFieldCall(definition, source);
  return [
    {
      name: textOf(target, source),
      annotation,
      hasDefault: (value !== null && fieldCall(value, source) === null) || hasDefaultIn(call, source),
      description: descriptionIn(call, source),
    },
  ];
}

type Argument = { keyword: string | null; value: SyntaxNode };

function argumentsOf(list: SyntaxNode | null, source: string): Argument[] {
  const found: Argument[] = [];
  const parts = children(list);
  for (const [index, node] of parts.entries()) {
    if (["(", ")", ",", "AssignOp", "*", "**"].includes(node.name)) continue;
    if (parts[index + 1]?.name === "AssignOp") continue;
    const before = parts[index - 1]?.name;
    if (before === "*" || before === "**") continue;
    const keyword = before === "AssignOp" ? textOf(parts[index - 2], source) : null;
    found.push({ keyword, value: node });
  }
  return found;
}

/** The arguments of `Field(…)`; null for any other value. */
function fieldCall(value: SyntaxNode | null, source: string): Argument[] | null {
  if (value?.name !== "CallExpression") return null;
  const callee = textOf(value.firstChild, source);
  return /(^|\.)Field$/.test(callee) ? argumentsOf(value.getChild("ArgList"), source) : null;
}

/** `Annotated[type, Field(…)]` says of a field what `= Field(…)` says. */
function annotatedFieldCall(definition: SyntaxNode, source: string): Argument[] | null {
  const [type] = operands(definition);
  if (type?.name !== "MemberExpression") return null;
  for (const part of operands(type).slice(1)) {
    const found = fieldCall(part, source);
    if (found) return found;
  }
  return null;
}

const hasDefaultIn = (call: Argument[] | null, source: string) =>
  (call ?? []).some(({ keyword, value }, index) => {
    if (keyword === "default_factory") return true;
    return (keyword === "default" || (keyword === null && index === 0)) && textOf(value, source) !== "...";
  });

function descriptionIn(call: Argument[] | null, source: string): string | null {
  const argument = call?.find(({ keyword }) => keyword === "description");
  if (!argument) return null;
  const { value } = argument;
  return stringLiteral(value.name === "ParenthesizedExpression" ? operands(value)[0] : value, source);
}
