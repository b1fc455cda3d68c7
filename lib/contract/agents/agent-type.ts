import { z } from "zod";

export const AgentType = z
  .enum([
    "memgpt_agent",
    "memgpt_v2_agent",
    "letta_v1_agent",
    "react_agent",
    "workflow_agent",
    "split_thread_agent",
    "sleeptime_agent",
    "voice_convo_agent",
    "voice_sleeptime_agent",
  ])
  .meta({ id: "AgentType" });
export type AgentType = z.output<typeof AgentType>;
