import { derivationError } from "./derivation-error";
import type { Expression } from "./expression";
import { modelSchema } from "./model-schema";
import type { PythonClass } from "./read-source";

export type JsonSchema = Record<string, unknown>;

/** Where a type stands, and what it may refer to. */
export interface Scope {
  classes: Map<string, PythonClass>;
  /** For errors: `the parameter 'x' of 'f'`. */
  place: string;
  /** The models around this type, so that none contains itself. */
  within: string[];
  size: SchemaSize;
}

const scalars: Record<string, string> = { str: "string", int: "integer", float: "number", bool: "boolean" };

/** Models that refer to others twice, again and again, would be written out for ever. */
const typesMax = 5_000;

/** Counts the types of one schema. */
export class SchemaSize {
  private types = 0;

  /** @throws AppError `invalid_argument` when there are too many */
  grow() {
    this.types += 1;
    if (this.types > typesMax) throw derivationError("the schema is too large");
  }
}

/** True for `Optional[T]` and the unions that mean the same. */
export const isOptional = (type: Expression): boolean =>
  branches(type).some(({ type: kind }) => kind === "none");

/**
 * JSON schema of an annotation; what may be None has the schema of what it is otherwise.
 * @throws AppError `invalid_argument` for a type that has none
 */
export function annotationSchema(type: Expression, scope: Scope): JsonSchema {
  scope.size.grow();
  const [only, ...others] = branches(type).filter(({ type: kind }) => kind !== "none");
  if (!only || others.length > 0) throw unsupported(type, scope);
  switch (only.type) {
    case "name":
      return named(only.name, type, scope);
    case "subscript":
      return generic(only, scope);
    default:
      throw unsupported(type, scope);
  }
}

/** What a type may be: the members of a union, or itself. */
function branches(type: Expression): Expression[] {
  const isSubscript = type.type === "subscript";
  if (isSubscript && type.name === "Annotated") return type.items.slice(0, 1).flatMap(branches);
  if (isSubscript && type.name === "Optional" && type.items.length === 1)
    return [...type.items.flatMap(branches), { type: "none", text: "None" }];
  if (type.type === "union" || (isSubscript && type.name === "Union")) return type.items.flatMap(branches);
  return [type];
}

function named(name: string, type: Expression, scope: Scope): JsonSchema {
  if (Object.hasOwn(scalars, name)) return { type: scalars[name] };
  if (name === "list" || name === "List") return { type: "array", items: { type: "string" } };
  if (name === "dict" || name === "Dict") return { type: "object" };
  if (scope.classes.has(name)) return modelSchema(name, scope);
  throw unsupported(type, scope);
}

function generic(type: Expression & { type: "subscript" }, scope: Scope): JsonSchema {
  const { name, items } = type;
  switch (name) {
    case "list":
    case "List":
      if (items.length !== 1) throw unsupported(type, scope);
      return { type: "array", items: annotationSchema(items[0], scope) };
    case "tuple":
    case "Tuple":
      if (items.some(({ text }) => text === "...")) throw unsupported(type, scope);
      return {
        type: "array",
        prefixItems: items.map((item) => annotationSchema(item, scope)),
        minItems: items.length,
        maxItems: items.length,
      };
    case "Literal":
      return literalSchema(type, scope);
    default:
      throw unsupported(type, scope);
  }
}

/** Choices of one kind: clients and models know no others. */
function literalSchema(type: Expression & { type: "subscript" }, scope: Scope): JsonSchema {
  const values = type.items.flatMap((item) => (item.type === "literal" ? [item.value] : []));
  const kinds = new Set(values.map(kindOf));
  if (values.length !== type.items.length || kinds.size !== 1) throw unsupported(type, scope);
  return { type: [...kinds][0], enum: [...new Set(values)] };
}

function kindOf(value: string | number | boolean): string {
  if (typeof value !== "number") return typeof value;
  return Number.isInteger(value) ? "integer" : "number";
}

function unsupported({ text }: Expression, { place }: Scope) {
  const known =
    "str, int, float, bool, list, List[T], dict, Optional[T], Literal, Tuple[…] and pydantic models of the same source";
  return derivationError(`${place} has the unsupported type '${text}'. Supported are ${known}`);
}
