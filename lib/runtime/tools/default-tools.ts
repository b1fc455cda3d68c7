/** Names of the tools an agent gets when it is created with base tools. The first case that fits decides. */
export function defaultToolsFor(agentType: string, enableSleeptime: boolean): string[] {
  if (agentType === "voice_sleeptime_agent")
    return ["store_memories", "rethink_user_memory", "finish_rethinking_memory"];
  if (agentType === "voice_convo_agent") return ["send_message", "search_memory"];
  if (agentType === "sleeptime_agent") {
    return ["memory_replace", "memory_insert", "memory_rethink", "memory_finish_edits"];
  }
  // A background agent edits the memory, so this one only reads it.
  if (enableSleeptime) return ["send_message", "conversation_search", "archival_memory_search"];
  switch (agentType) {
    case "memgpt_v2_agent":
      return ["send_message", "conversation_search", "memory_replace", "memory_insert"];
    case "react_agent":
    case "workflow_agent":
      return [];
    case "letta_v1_agent":
      return ["conversation_search", "memory_replace", "memory_insert"];
    default:
      return [
        "send_message",
        "conversation_search",
        "core_memory_append",
        "core_memory_replace",
        "memory",
        "memory_apply_patch",
      ];
  }
}

/** Added by `include_multi_agent_tools`. */
export const multiAgentToolNames = [
  "send_message_to_agent_and_wait_for_reply",
  "send_message_to_agents_matching_tags",
  "send_message_to_agent_async",
];

/** Added with an agent's first folder. */
export const fileToolNames = ["open_files", "grep_files", "semantic_search_files"];
