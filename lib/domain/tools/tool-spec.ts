import type { ResponseFormat } from "@/lib/runtime/model-config";
import type { ToolSpec } from "@/lib/runtime/ports";
import { strictParameters } from "./strict-parameters";
import type { ToolRow } from "./tool";

type Schema = Record<string, unknown>;

/** JSON Schema of a tool's arguments. */
export function parametersOf({ json_schema }: ToolRow): Schema {
  const parameters = (json_schema as { parameters?: Schema } | null)?.parameters;
  return parameters ?? { type: "object", properties: {} };
}

/** The tool as a model is shown it. Strict models want every argument named; a format for answers is one for `send_message`. */
export function toolSpec(
  tool: ToolRow,
  { isStrict, responseFormat }: { isStrict: boolean; responseFormat: ResponseFormat | null },
): ToolSpec {
  const described = tool.json_schema as { description?: string } | null;
  const description = tool.description ?? described?.description ?? "";
  const parameters = withFormat(tool, parametersOf(tool), responseFormat);
  if (!isStrict) return { name: tool.name, description, parameters };
  return { name: tool.name, description, parameters: strictParameters(parameters), strict: true };
}

function withFormat(tool: ToolRow, parameters: Schema, format: ResponseFormat | null): Schema {
  if (tool.name !== "send_message" || !format || format.type === "text") return parameters;
  const message =
    format.type === "json_object"
      ? { type: "object" }
      : ((format.json_schema.schema as Schema) ?? format.json_schema);
  return { ...parameters, properties: { ...(parameters.properties as Schema), message } };
}
