import { pythonText } from "../python-text";

type Schema = Record<string, unknown>;

/**
 * What is wrong with a value, naming where; null when it fits. Knows the part of JSON Schema that tools use: const,
 * enum, anyOf/oneOf, type, properties/required, items. Anything else is let through: the tool itself is the judge.
 */
export function schemaProblem(value: unknown, schema: Schema, where: string): string | null {
  if ("const" in schema && !isEqual(value, schema.const))
    return `${where} must be ${JSON.stringify(schema.const)}`;
  if (Array.isArray(schema.enum) && !schema.enum.some((allowed) => isEqual(value, allowed))) {
    return `${where} must be one of ${pythonText(schema.enum)}`;
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches)) return branchProblem(value, branches, where);
  const types = [schema.type].flat().filter((type) => typeof type === "string");
  if (types.length > 0 && !types.some((type) => hasType(value, type))) {
    return `${where} must be ${types.map(withArticle).join(" or ")}, not ${withArticle(typeName(value))}`;
  }
  return insideProblem(value, schema, where);
}

function branchProblem(value: unknown, branches: Schema[], where: string): string | null {
  const problems = branches.map((branch) => schemaProblem(value, branch, where));
  return problems.length === 0 || problems.includes(null) ? null : problems.join(" or ");
}

function insideProblem(value: unknown, schema: Schema, where: string): string | null {
  if (Array.isArray(value) && isSchema(schema.items)) {
    for (const [i, item] of value.entries()) {
      const problem = schemaProblem(item, schema.items, `${where}[${i}]`);
      if (problem) return problem;
    }
  }
  return isSchema(value) ? objectProblem(value, schema, where) : null;
}

function objectProblem(value: Schema, schema: Schema, where: string): string | null {
  for (const name of (schema.required as string[] | undefined) ?? []) {
    if (!Object.hasOwn(value, name)) return `${where} lacks '${name}'`;
  }
  const properties = isSchema(schema.properties) ? schema.properties : {};
  for (const [name, property] of Object.entries(properties)) {
    if (!Object.hasOwn(value, name) || !isSchema(property)) continue;
    const problem = schemaProblem(value[name], property, `${where}.${name}`);
    if (problem) return problem;
  }
  return null;
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "object":
      return isSchema(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
    default:
      return true;
  }
}

const typeName = (value: unknown) =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;

const withArticle = (type: string) =>
  type === "null" ? "null" : `${/^[aeio]/.test(type) ? "an" : "a"} ${type}`;

const isEqual = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
