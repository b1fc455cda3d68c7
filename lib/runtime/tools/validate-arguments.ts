import { schemaProblem } from "./schema-problem";
import { ToolError } from "./tool-error";

/**
 * Throws when arguments do not fit the tool's parameters. An optional argument may be null, since strict schemas
 * make models fill in every argument. Returns them without such nulls.
 */
export function validateArguments(
  args: Record<string, unknown>,
  schema: Record<string, unknown>,
): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
  const required = (schema.required ?? []) as string[];
  const given = Object.entries(args).filter(([name, value]) => value !== null || required.includes(name));

  const missing = required.filter((name) => !given.some(([key]) => key === name));
  if (missing.length > 0)
    throw new ToolError(`Missing required argument(s): ${missing.join(", ")}`, "TypeError");

  for (const [name, value] of given) {
    if (!Object.hasOwn(properties, name)) {
      if (acceptsMore(schema)) continue;
      throw new ToolError(
        `Unexpected argument '${name}'. Known arguments: ${listed(properties)}`,
        "TypeError",
      );
    }
    const problem = schemaProblem(value, properties[name], `Argument '${name}'`);
    if (problem) throw new ToolError(problem, "TypeError");
  }
  return Object.fromEntries(given);
}

const listed = (properties: object) => Object.keys(properties).join(", ") || "none";

/** A schema without properties, or one that says so, describes an object of any keys. */
const acceptsMore = (schema: Record<string, unknown>) =>
  schema.properties === undefined ||
  (schema.additionalProperties !== undefined && schema.additionalProperties !== false) ||
  schema.patternProperties !== undefined;
