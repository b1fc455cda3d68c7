import type { ResponseFormat } from "../model-config";

type Schema = Record<string, unknown>;

/** Parameters of `send_message` for an agent whose answers have a format: the message is what has it. */
export function withMessageFormat(parameters: Schema, format: ResponseFormat | null): Schema {
  if (!format || format.type === "text") return parameters;
  const message =
    format.type === "json_object"
      ? { type: "object" }
      : ((format.json_schema.schema as Schema) ?? format.json_schema);
  return { ...parameters, properties: { ...(parameters.properties as Schema), message } };
}
