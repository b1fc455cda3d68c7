import { annotationSchema, type JsonSchema, type Scope } from "./annotation-schema";
import { derivationError } from "./derivation-error";
import type { Field, PythonClass } from "./read-source";

/**
 * The object schema of a pydantic model of the source, with everything it refers to written in place.
 * @throws AppError `invalid_argument` for another kind of class, a field without a description, or a model in itself
 */
export function modelSchema(name: string, scope: Scope): JsonSchema {
  if (!isModel(name, scope))
    throw derivationError(`${scope.place} has the type '${name}', which is not a pydantic BaseModel`);
  if (scope.within.includes(name))
    throw derivationError(
      `the model '${name}' contains itself, which a schema without references cannot say`,
    );
  const fields = fieldsOf(name, scope);
  const properties = fields.map((field) => [field.name, fieldSchema(name, field, scope)]);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: fields.filter(({ hasDefault }) => !hasDefault).map((field) => field.name),
  };
}

function fieldSchema(model: string, field: Field, scope: Scope): JsonSchema {
  const place = `the field '${field.name}' of the model '${model}'`;
  if (!field.description?.trim())
    throw derivationError(`${place} needs a description: Field(description="…")`);
  const schema = annotationSchema(field.annotation, { ...scope, place, within: [...scope.within, model] });
  return { ...schema, description: field.description };
}

/** The class and those of the source that it is made from, itself first, each once. */
function lineage(name: string, { classes }: Scope, seen = new Set<string>()): PythonClass[] {
  const found = classes.get(name);
  if (!found || seen.has(name)) return [];
  seen.add(name);
  return [found, ...found.bases.flatMap((base) => lineage(base, { classes } as Scope, seen))];
}

const isModel = (name: string, scope: Scope) =>
  lineage(name, scope).some(({ bases }) => bases.includes("BaseModel"));

/** Inherited fields come first; a field that is declared again stays in its place. */
function fieldsOf(name: string, scope: Scope): Field[] {
  const byName = new Map<string, Field>();
  for (const { fields } of lineage(name, scope).reverse())
    for (const field of fields) if (isField(field)) byName.set(field.name, field);
  return [...byName.values()];
}

const isField = ({ name, annotation }: Field) =>
  !name.startsWith("_") &&
  name !== "model_config" &&
  !("name" in annotation && annotation.name === "ClassVar");
