import type { ContentPart } from "@/lib/runtime/messages";
import { compileSystemMessage, showsLineNumbers } from "@/lib/runtime/prompt/compile-system-message";
import type { PromptFolder } from "@/lib/runtime/prompt/directories";
import { gitMemoryTag } from "@/lib/runtime/prompt/git-memory";
import type { PromptBlock } from "@/lib/runtime/prompt/memory-blocks";
import { type AgentRow, agentConfig } from "./agent-row";
import { fileLimits } from "./file-limits";

type PromptAgent = Pick<
  AgentRow,
  | "id"
  | "agent_type"
  | "system"
  | "timezone"
  | "max_files_open"
  | "llm_config"
  | "embedding_config"
  | "tool_rules"
  | "response_format"
  | "tags"
>;

/** All that an agent's system message says. */
export interface PromptSource {
  agent: PromptAgent;
  /** In the agent's order, those of the conversation in place of the agent's own. */
  blocks: PromptBlock[];
  folders: PromptFolder[];
  conversationId: string | null;
  /** Messages outside the window. */
  recallCount: number;
  archivalCount: number;
}

export function systemText(source: PromptSource, compiledAt: Date): string {
  const { agent, conversationId, recallCount, archivalCount } = source;
  const { llm_config, tool_rules } = agentConfig(agent);
  return compileSystemMessage({
    agentType: agent.agent_type,
    system: agent.system,
    blocks: source.blocks,
    isGitBacked: agent.tags.includes(gitMemoryTag),
    lineNumbered: showsLineNumbers(agent.agent_type, llm_config.model_endpoint_type),
    toolRules: tool_rules,
    directories: {
      maxFilesOpen: agent.max_files_open ?? fileLimits(llm_config.context_window).maxFilesOpen,
      folders: source.folders,
    },
    metadata: {
      agentId: agent.id,
      conversationId,
      compiledAt,
      timezone: agent.timezone,
      recallCount,
      archivalCount,
    },
  });
}

/** A system message's content. */
export const systemContent = (text: string): ContentPart[] => [{ type: "text", text: text.toWellFormed() }];

const metadataTag = "<memory_metadata>";
const compiledLine = /^- System prompt last recompiled: .*$/m;

/** The text with the time of compilation that an older text gives. */
export function withTimeOf(text: string, older: string): string {
  const olderLine = compiledLine.exec(older.slice(older.lastIndexOf(metadataTag)))?.[0];
  const start = text.lastIndexOf(metadataTag);
  if (!olderLine || start < 0) return text;
  return text.slice(0, start) + text.slice(start).replace(compiledLine, () => olderLine);
}
