import type { BuiltInTool } from "./definitions/built-in-tool";
import { coreTools } from "./definitions/core-tools";
import { fileTools } from "./definitions/file-tools";
import { memoryTools } from "./definitions/memory-tools";
import { multiAgentTools } from "./definitions/multi-agent-tools";
import { serviceTools } from "./definitions/service-tools";
import { sleeptimeTools } from "./definitions/sleeptime-tools";
import { voiceTools } from "./definitions/voice-tools";

export type { BuiltInTool, BuiltInToolType } from "./definitions/built-in-tool";

/** Every base tool, those included that not every server can run. */
export const builtInTools: BuiltInTool[] = [
  ...coreTools,
  ...memoryTools,
  ...sleeptimeTools,
  ...voiceTools,
  ...multiAgentTools,
  ...serviceTools,
  ...fileTools,
];

export const builtInReturnCharLimit = 50_000;

/** The tool's `json_schema`: name, description and parameters, as the API and models see it. */
export const jsonSchemaOf = ({ name, description, parameters }: BuiltInTool) => ({
  name,
  description,
  parameters,
});
