import { builtInTools } from "../tools/built-in-tools";
import type { ToolRule } from "./rules";

export interface BaseToolRulesRequest {
  agentType: string;
  modelName: string;
  /** Names of all tools attached to the new agent. */
  toolNames: string[];
  /** As in the request: null or absent means "decide for me". */
  includeBaseToolRules?: boolean | null;
  /** True when the request brings rules of its own. */
  hasOwnRules: boolean;
}

/** Rules a new agent gets besides its own: which base tools end a turn and which continue it. */
export function baseToolRulesFor(request: BaseToolRulesRequest): ToolRule[] {
  if (!(request.includeBaseToolRules ?? wantsBaseRules(request))) return [];
  const ending = request.toolNames.filter((tool) => endingTools.has(tool));
  const continuing = request.toolNames.filter((tool) => continuingTools.has(tool));
  return [
    ...ending.map((tool_name): ToolRule => ({ type: "exit_loop", tool_name })),
    ...continuing.map((tool_name): ToolRule => ({ type: "continue_loop", tool_name })),
  ];
}

const endingTools = new Set([
  "send_message",
  "send_message_to_agent_async",
  "memory_finish_edits",
  "finish_rethinking_memory",
]);

const continuingTools = new Set(
  builtInTools
    .filter((tool) =>
      ["letta_core", "letta_memory_core", "letta_sleeptime_core", "letta_voice_sleeptime_core"].includes(
        tool.tool_type,
      ),
    )
    .map((tool) => tool.name)
    .filter((name) => !endingTools.has(name)),
);

/** They work unseen: without a rule that ends their turn it goes on to the limit of steps. */
const companionTypes = ["sleeptime_agent", "voice_sleeptime_agent"];

/** These models find the end of a turn by themselves. */
const ableModels = ["claude-4-sonnet", "claude-3-5-sonnet", "gpt-5", "gemini-2.5-pro"];

function wantsBaseRules({ agentType, modelName, hasOwnRules }: BaseToolRulesRequest): boolean {
  if (agentType === "letta_v1_agent" && !hasOwnRules) return false;
  if (companionTypes.includes(agentType)) return true;
  return modelName.includes("mini") || !ableModels.some((model) => modelName.includes(model));
}
