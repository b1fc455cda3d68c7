import { inlineRefs, isSchema } from "./normalise-schema";

type Schema = Record<string, unknown>;

export type SchemaStatus = "STRICT_COMPLIANT" | "NON_STRICT_ONLY" | "INVALID";

export interface SchemaHealth {
  status: SchemaStatus;
  /** `<path in the schema>: <reason>` */
  reasons: string[];
}

/** Where a tool's schema tells of its health. */
export const STATUS_KEY = "mcp:SCHEMA_STATUS";
export const WARNINGS_KEY = "mcp:SCHEMA_WARNINGS";

const types = ["string", "number", "integer", "boolean", "object", "array", "null"];
const unions = ["anyOf", "oneOf", "allOf"];

interface Findings {
  invalid: string[];
  loose: string[];
}

/** Whether models can be given the schema of a tool, and whether in strict mode. It is looked at as the server sent it. */
export function schemaHealth(given: unknown): SchemaHealth {
  const found: Findings = { invalid: [], loose: [] };
  const root = isSchema(given) ? (inlineRefs(given) as Schema) : {};
  if (root.type !== undefined && root.type !== "object")
    found.invalid.push("root: the root is not an object");
  else visit({ ...root, type: "object" }, "root", found);
  if (found.invalid.length > 0) return { status: "INVALID", reasons: found.invalid };
  if (found.loose.length > 0) return { status: "NON_STRICT_ONLY", reasons: found.loose };
  return { status: "STRICT_COMPLIANT", reasons: [] };
}

function visit(node: unknown, path: string, found: Findings): void {
  if (!isSchema(node)) {
    found.invalid.push(`${path}: a schema must be an object`);
    return;
  }
  const named = typesOf(node, path, found);
  visitUnions(node, path, found);
  if (named.includes("object") || isSchema(node.properties)) visitObject(node, path, found);
  if (named.includes("array")) {
    if (node.items === undefined && node.prefixItems === undefined)
      found.invalid.push(`${path}: an array without items`);
    else if (isSchema(node.items)) visit(node.items, `${path}.items`, found);
  }
}

function typesOf(node: Schema, path: string, found: Findings): string[] {
  const hasUnion = unions.some((word) => node[word] !== undefined);
  const hasValues = node.enum !== undefined || node.const !== undefined;
  if (node.type === undefined) {
    if (!hasUnion && !hasValues) found.invalid.push(`${path}: neither a type nor a choice of types`);
    return [];
  }
  const named = [node.type].flat();
  const unknown = named.find((type) => !types.includes(type as string));
  if (unknown !== undefined) found.invalid.push(`${path}: '${String(unknown)}' is not a type`);
  return named as string[];
}

function visitUnions(node: Schema, path: string, found: Findings): void {
  for (const word of unions) {
    const branches = node[word];
    if (branches === undefined) continue;
    if (!Array.isArray(branches)) found.invalid.push(`${path}: ${word} is not a list`);
    else for (const [index, branch] of branches.entries()) visit(branch, `${path}.${word}[${index}]`, found);
  }
}

function visitObject(node: Schema, path: string, found: Findings): void {
  const { properties = {}, required = [], additionalProperties } = node;
  if (additionalProperties !== false)
    found.loose.push(
      `${path}: additionalProperties is ${additionalProperties === undefined ? "missing" : "not false"}`,
    );
  if (!isSchema(properties)) {
    found.invalid.push(`${path}: properties is not a map`);
    return;
  }
  if (!Array.isArray(required)) found.invalid.push(`${path}: required is not a list`);
  else
    for (const name of required) {
      const property = properties[name as string];
      if (property === undefined)
        found.invalid.push(`${path}: '${String(name)}' is required, but not described`);
      else if (isEmptyForever(property))
        found.invalid.push(`${path}.${name}: is required, but can only ever be empty`);
    }
  for (const [name, property] of Object.entries(properties)) visit(property, `${path}.${name}`, found);
}

/** An object that may have no key, or a list of nothing in particular: models fill such an argument with nothing. */
function isEmptyForever(node: unknown): boolean {
  if (!isSchema(node)) return false;
  if (node.type === "object") {
    const hasKeys = isSchema(node.properties) && Object.keys(node.properties).length > 0;
    return !hasKeys && node.additionalProperties === false;
  }
  return node.type === "array" && isSchema(node.items) && Object.keys(node.items).length === 0;
}
