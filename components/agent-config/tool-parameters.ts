export interface ToolParameter {
  name: string;
  type: string;
  description: string | null;
  isRequired: boolean;
}

type Schema = Record<string, unknown>;

/** The arguments that a tool's function schema names, required ones first. */
export function parametersOf(schema: Schema | null): ToolParameter[] {
  const parameters = schema?.parameters as Schema | undefined;
  const properties = (parameters?.properties ?? {}) as Record<string, Schema>;
  const required = (parameters?.required ?? []) as string[];
  return Object.entries(properties)
    .map(([name, property]) => ({
      name,
      type: typeOf(property),
      description: typeof property.description === "string" ? property.description : null,
      isRequired: required.includes(name),
    }))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

function typeOf(schema: Schema): string {
  const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (options) return [...new Set(options.map(typeOf))].filter((type) => type !== "null").join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (schema.type === "array") return `list of ${typeOf((schema.items ?? {}) as Schema)}`;
  if (Array.isArray(schema.type)) return schema.type.filter((type) => type !== "null").join(" or ");
  return typeof schema.type === "string" ? schema.type : "any";
}
