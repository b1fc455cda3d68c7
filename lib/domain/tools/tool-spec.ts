import type { ResponseFormat } from "@/lib/runtime/model-config";
import type { ToolSpec } from "@/lib/runtime/ports";
import { withMessageFormat } from "@/lib/runtime/tools/message-format";
import { strictParameters } from "./strict-parameters";
import type { ToolRow } from "./tool";

type Schema = Record<string, unknown>;

/** JSON Schema of a tool's arguments. */
export function parametersOf({ json_schema }: ToolRow): Schema {
  const parameters = (json_schema as { parameters?: Schema } | null)?.parameters;
  return parameters ?? { type: "object", properties: {} };
}

/** What a call is checked against. A message may be anything: what format it has is between the caller and the model. */
export function acceptedBy(tool: ToolRow): Schema {
  const parameters = parametersOf(tool);
  if (tool.name !== "send_message") return parameters;
  return { ...parameters, properties: { ...(parameters.properties as Schema), message: {} } };
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
  return tool.name === "send_message" ? withMessageFormat(parameters, format) : parameters;
}
