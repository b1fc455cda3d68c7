import { isBaseTool, type ToolRow } from "./tool";

/** Base tools that only look something up. */
const lookups = new Set([
  "conversation_search",
  "archival_memory_search",
  "grep_files",
  "semantic_search_files",
  "web_search",
  "fetch_webpage",
]);

/** Base tools that send one message a call, however often the call is run. */
const deliveries = new Set([
  "send_message_to_agent_and_wait_for_reply",
  "send_message_to_agents_matching_tags",
  "send_message_to_agent_async",
]);

/**
 * A call whose process died may be run again: it changes nothing, knows what it has done, or its owner says so in the
 * tool's `metadata_`.
 */
export function isIdempotent(tool: Pick<ToolRow, "name" | "tool_type" | "metadata_">): boolean {
  if (isBaseTool(tool) && (lookups.has(tool.name) || deliveries.has(tool.name))) return true;
  return (tool.metadata_ as { idempotent?: unknown } | null)?.idempotent === true;
}
