import { localTime } from "../local-time";

/** What the agent is told about itself and the memory it does not see. */
export interface MemoryMetadata {
  agentId: string;
  /** null in the default conversation. */
  conversationId: string | null;
  compiledAt: Date;
  timezone: string;
  /** Messages of the agent that are outside its context. */
  recallCount: number;
  archivalCount: number;
  /** null when they were not looked up. */
  archivalTags?: string[] | null;
}

/** Clients and tests look for the labels of these lines: only their prose is free. */
export function renderMemoryMetadata(metadata: MemoryMetadata): string {
  const { archivalCount, archivalTags } = metadata;
  return [
    "<memory_metadata>",
    `- AGENT_ID: ${metadata.agentId}`,
    `- CONVERSATION_ID: ${metadata.conversationId ?? "default"}`,
    `- System prompt last recompiled: ${localTime(metadata.compiledAt, metadata.timezone)}`,
    `- ${Math.max(0, metadata.recallCount)} earlier messages are in recall memory`,
    ...(archivalCount > 0
      ? [`- ${archivalCount} memories are in archival memory (use your tools to reach them)`]
      : []),
    ...(archivalTags?.length ? [`- Available archival memory tags: ${archivalTags.join(", ")}`] : []),
    "</memory_metadata>",
  ].join("\n");
}
