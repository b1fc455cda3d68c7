import { argumentsSchema } from "./arguments-schema";
import { annotationSchema, isOptional, type JsonSchema, SchemaSize } from "./python/annotation-schema";
import { derivationError } from "./python/derivation-error";
import { type Docstring, readDocstring } from "./python/docstring";
import { type Parameter, type PythonFunction, type PythonSource, readSource } from "./python/read-source";

export interface DerivedSchema extends Record<string, unknown> {
  name: string;
  description: string;
  parameters: { type: "object"; properties: Record<string, JsonSchema>; required: string[] };
}

/** Given by the server when the tool is called, so a model is not asked for them. */
export const reservedParameters: ReadonlySet<string> = new Set(["self", "agent_state", "agent_id"]);

/**
 * Name, description and parameters of a tool, read from its Python source: the signature says what a model may give, the
 * docstring what it means. With a JSON schema of the arguments, that says both and the source only who it is for.
 * @throws AppError `invalid_argument` that says what is missing
 */
export function deriveSchema(source: string, argsSchema?: JsonSchema | null): DerivedSchema {
  const read = readSource(source);
  const entry = lastOf(read);
  const docstring = readDocstring(entry.docstring ?? "");
  if (argsSchema)
    return {
      name: entry.name,
      description: docstring.description || `Calls the tool '${entry.name}'.`,
      parameters: argumentsSchema(argsSchema),
    };
  if (!entry.docstring?.trim())
    throw derivationError(`the function '${entry.name}' needs a docstring that says what it does`);
  return {
    name: entry.name,
    description: docstring.description,
    parameters: parametersSchema(read, entry, docstring),
  };
}

/** The function that the source is run by: the last one at its top level. */
function lastOf({ functions }: PythonSource): PythonFunction {
  const entry = functions.at(-1);
  if (!entry) throw derivationError("the source code defines no function at its top level");
  return entry;
}

function parametersSchema(
  { classes }: PythonSource,
  { name, parameters }: PythonFunction,
  { parameters: said }: Docstring,
): DerivedSchema["parameters"] {
  const size = new SchemaSize();
  const asked = parameters.filter((parameter) => !reservedParameters.has(parameter.name));
  const schemaOf = ({ name: parameter, annotation }: Parameter): JsonSchema => {
    const place = `the parameter '${parameter}' of '${name}'`;
    if (!annotation) throw derivationError(`${place} needs a type annotation`);
    const description = said.get(parameter);
    if (!description) throw derivationError(`${place} needs a description in the docstring, below 'Args:'`);
    return { ...annotationSchema(annotation, { classes, place, within: [], size }), description };
  };
  return {
    type: "object",
    properties: Object.fromEntries(asked.map((parameter) => [parameter.name, schemaOf(parameter)])),
    required: asked
      .filter(({ annotation, hasDefault }) => !hasDefault && !(annotation && isOptional(annotation)))
      .map((parameter) => parameter.name),
  };
}
