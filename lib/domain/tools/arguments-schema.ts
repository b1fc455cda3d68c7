import type { DerivedSchema } from "./derive-schema";
import { type JsonSchema, SchemaSize } from "./python/annotation-schema";
import { derivationError } from "./python/derivation-error";

interface Scope {
  definitions: Record<string, JsonSchema>;
  place: string;
  /** The definitions around this one, so that none contains itself. */
  within: string[];
  size: SchemaSize;
}

const scalars = ["string", "integer", "number", "boolean"];

/**
 * The parameters of a tool from a JSON schema of its arguments, such as pydantic writes it: what it refers to is written
 * in place, and what models do not need is left out.
 * @throws AppError `invalid_argument` for what has no such form
 */
export function argumentsSchema(schema: JsonSchema): DerivedSchema["parameters"] {
  const definitions = { ...record(schema.definitions), ...record(schema.$defs) } as Scope["definitions"];
  const scope = { definitions, place: "args_json_schema", within: [], size: new SchemaSize() };
  return { type: "object", ...fieldsOf(schema, scope) };
}

const record = (value: unknown): JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};

function fieldsOf(schema: JsonSchema, scope: Scope) {
  const properties = Object.entries(record(schema.properties)).map(([name, property]) => {
    const { description } = record(property);
    const built = rebuilt(record(property), { ...scope, place: `the property '${name}'` });
    return [name, { ...built, description: typeof description === "string" ? description : "" }];
  });
  const required = Array.isArray(schema.required) ? schema.required.filter(isText) : [];
  return { properties: Object.fromEntries(properties) as Record<string, JsonSchema>, required };
}

const isText = (value: unknown) => typeof value === "string";

function rebuilt(schema: JsonSchema, scope: Scope): JsonSchema {
  scope.size.grow();
  if (typeof schema.$ref === "string") return referred(schema.$ref, scope);
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].find(Array.isArray);
  if (branches) return rebuilt(onlyBranch(branches, scope), scope);
  const choices = choicesOf(schema);
  if (choices && !("type" in schema)) return { type: typeof choices[0], enum: choices };
  const { type } = schema;
  if (typeof type === "string" && scalars.includes(type)) return { type, ...(choices && { enum: choices }) };
  if (type === "array") return arrayOf(schema, scope);
  if (type === "object") return objectOf(schema, scope);
  throw derivationError(`${scope.place} of args_json_schema has the unsupported type '${String(type)}'`);
}

function choicesOf(schema: JsonSchema): unknown[] | null {
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum;
  return "const" in schema ? [schema.const] : null;
}

function onlyBranch(branches: unknown[], { place }: Scope): JsonSchema {
  const [only, ...others] = branches.map(record).filter(({ type }) => type !== "null");
  if (only && others.length === 0) return only;
  throw derivationError(`${place} of args_json_schema may be of several types, which is not supported`);
}

function referred(reference: string, scope: Scope): JsonSchema {
  const name = /^#\/(?:\$defs|definitions)\/(.+)$/.exec(reference)?.[1];
  const definition = name && Object.hasOwn(scope.definitions, name) ? scope.definitions[name] : null;
  if (!name || !definition)
    throw derivationError(`${scope.place} of args_json_schema refers to '${reference}', which is not in it`);
  if (scope.within.includes(name))
    throw derivationError(`the definition '${name}' of args_json_schema contains itself`);
  return rebuilt(record(definition), { ...scope, within: [...scope.within, name] });
}

function arrayOf(schema: JsonSchema, scope: Scope): JsonSchema {
  const { items, prefixItems } = schema;
  const size = {
    ...(typeof schema.minItems === "number" && { minItems: schema.minItems }),
    ...(typeof schema.maxItems === "number" && { maxItems: schema.maxItems }),
  };
  if (Array.isArray(prefixItems))
    return { type: "array", prefixItems: prefixItems.map((item) => rebuilt(record(item), scope)), ...size };
  const of = Object.keys(record(items)).length > 0 ? rebuilt(record(items), scope) : { type: "string" };
  return { type: "array", items: of };
}

function objectOf(schema: JsonSchema, scope: Scope): JsonSchema {
  if (schema.additionalProperties === false)
    throw derivationError(
      `${scope.place} of args_json_schema forbids additional properties, which is not supported`,
    );
  if (!schema.properties) return { type: "object" };
  return { type: "object", ...fieldsOf(schema, scope) };
}
