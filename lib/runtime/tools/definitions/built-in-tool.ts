export type BuiltInToolType =
  | "letta_core"
  | "letta_memory_core"
  | "letta_sleeptime_core"
  | "letta_voice_sleeptime_core"
  | "letta_multi_agent_core"
  | "letta_builtin"
  | "letta_files_core";

/** A tool that every server has. Its row in the database is made from this. */
export interface BuiltInTool {
  name: string;
  tool_type: BuiltInToolType;
  description: string;
  /** JSON Schema of its arguments; every argument has a description. */
  parameters: ParametersSchema;
  enable_parallel_execution: boolean;
}

export interface ParametersSchema extends Record<string, unknown> {
  type: "object";
  properties: Record<string, Record<string, unknown>>;
  required: string[];
}

/** Shorthands for argument schemas. */
export const string = (description: string) => ({ type: "string", description });
export const integer = (description: string) => ({ type: "integer", description });
export const boolean = (description: string) => ({ type: "boolean", description });
export const oneOf = (values: string[], description: string) => ({
  type: "string",
  enum: values,
  description,
});
export const listOf = (items: Record<string, unknown>, description: string) => ({
  type: "array",
  items,
  description,
});
export const strings = (description: string) => listOf({ type: "string" }, description);

/** Parameters of which only those named are required. */
export const parameters = (
  properties: Record<string, Record<string, unknown>>,
  required: string[] = Object.keys(properties),
): ParametersSchema => ({ type: "object", properties, required });
