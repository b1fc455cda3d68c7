import { AppError } from "@/lib/shared/errors";
import { lettaV1Agent } from "./defaults/letta_v1_agent";
import { memgptAgent } from "./defaults/memgpt_agent";
import { memgptV2Agent } from "./defaults/memgpt_v2_agent";
import { reactAgent } from "./defaults/react_agent";
import { sleeptimeAgent } from "./defaults/sleeptime_agent";
import { voiceConvoAgent } from "./defaults/voice_convo_agent";
import { voiceSleeptimeAgent } from "./defaults/voice_sleeptime_agent";
import { workflowAgent } from "./defaults/workflow_agent";

const prompts: Record<string, string> = {
  letta_v1_agent: lettaV1Agent,
  memgpt_agent: memgptAgent,
  memgpt_v2_agent: memgptV2Agent,
  sleeptime_agent: sleeptimeAgent,
  react_agent: reactAgent,
  workflow_agent: workflowAgent,
  voice_convo_agent: voiceConvoAgent,
  voice_sleeptime_agent: voiceSleeptimeAgent,
};

/** The prompt of an agent that was created without one. Each is wrapped in `<base_instructions>`. */
export function defaultSystemPrompt(agentType: string): string {
  if (!Object.hasOwn(prompts, agentType)) {
    throw new AppError(
      "invalid_argument",
      `Agents of type '${agentType}' have no default system prompt: give one`,
    );
  }
  return prompts[agentType];
}
