import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FunctionTool,
  LanguageModelV4ToolChoice,
} from "@ai-sdk/provider";
import type { LlmConfig } from "@/lib/runtime/model-config";
import type { ModelRequest, ToolChoice, ToolSpec } from "@/lib/runtime/ports";
import type { Dialect } from "./dialects/dialect";
import { toPrompt } from "./prompt";

/** One request of ours in the provider interface's words, with what its dialect adds. */
export function callOptions(
  request: ModelRequest,
  config: LlmConfig,
  dialect: Dialect,
  signal: AbortSignal,
): LanguageModelV4CallOptions {
  const tools = request.tools.map(functionTool);
  const options: LanguageModelV4CallOptions = {
    prompt: toPrompt(request.messages, dialect, config.model),
    maxOutputTokens: config.max_tokens ?? undefined,
    temperature: config.temperature,
    frequencyPenalty: config.frequency_penalty ?? undefined,
    tools: tools.length > 0 ? tools : undefined,
    toolChoice: tools.length > 0 ? toolChoice(request.toolChoice) : undefined,
    abortSignal: signal,
  };
  return dialect.finish(options, config, request);
}

const functionTool = ({ name, description, parameters, strict }: ToolSpec): LanguageModelV4FunctionTool => ({
  type: "function",
  name,
  description,
  inputSchema: parameters,
  ...(strict !== undefined && { strict }),
});

const toolChoice = (choice: ToolChoice): LanguageModelV4ToolChoice =>
  typeof choice === "string" ? { type: choice } : { type: "tool", toolName: choice.name };
