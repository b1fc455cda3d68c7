type Schema = Record<string, unknown>;

/** The same schema for models that must fill in every argument: optional ones may be null, and no others are allowed. */
export function strictParameters(schema: Schema): Schema {
  const inner = inside(schema);
  if (!isObjectSchema(schema)) return inner;
  const required = new Set((schema.required as string[] | undefined) ?? []);
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => {
      const strict = strictParameters(property);
      return [name, required.has(name) ? strict : nullable(strict)];
    }),
  );
  return { ...inner, properties, required: Object.keys(properties), additionalProperties: false };
}

function inside(schema: Schema): Schema {
  const result = { ...schema };
  if (isSchema(schema.items)) result.items = strictParameters(schema.items);
  for (const word of ["anyOf", "oneOf", "allOf"]) {
    const branches = schema[word];
    if (Array.isArray(branches)) result[word] = branches.map(strictParameters);
  }
  return result;
}

function nullable(schema: Schema): Schema {
  if (Array.isArray(schema.anyOf)) {
    const hasNull = schema.anyOf.some((branch: Schema) => branch.type === "null");
    return hasNull ? schema : { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  }
  if (schema.type === undefined) return schema;
  const types = [schema.type].flat();
  if (types.includes("null")) return schema;
  const values = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return { ...schema, ...values, type: [...types, "null"] };
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isObjectSchema = (schema: Schema): schema is Schema & { properties: Record<string, Schema> } =>
  schema.type === "object" && isSchema(schema.properties);
