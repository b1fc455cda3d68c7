import type { ToolRule } from "../tool-rules/rules";
import { type PromptDirectories, renderDirectories } from "./directories";
import { renderGitMemory } from "./git-memory";
import { type PromptBlock, renderMemoryBlocks } from "./memory-blocks";
import { type MemoryMetadata, renderMemoryMetadata } from "./memory-metadata";
import { renderToolUsageRules } from "./tool-usage-rules";

export interface SystemMessageParts {
  agentType: string;
  /** The agent's own prompt. `{CORE_MEMORY}` in it is where memory goes; without it memory follows the prompt. */
  system: string;
  /** In the agent's order. */
  blocks: PromptBlock[];
  /** From `showsLineNumbers`. */
  lineNumbered: boolean;
  /** Whether blocks are files of a repository, which are shown in a form of their own. */
  isGitBacked?: boolean;
  toolRules: ToolRule[];
  directories: PromptDirectories;
  metadata: MemoryMetadata;
}

/**
 * The text of an agent's system message. Skills are never part of it, since they belong to one request and would spoil
 * the provider's prompt cache.
 */
export function compileSystemMessage(parts: SystemMessageParts): string {
  const memory = [...renderMemory(parts), renderMemoryMetadata(parts.metadata)].join("\n\n");
  return parts.system.includes(memoryToken)
    ? parts.system.replaceAll(memoryToken, () => memory)
    : `${parts.system}\n\n${memory}`;
}

const memoryToken = "{CORE_MEMORY}";

function renderMemory({
  agentType,
  blocks,
  lineNumbered,
  isGitBacked,
  toolRules,
  directories,
}: SystemMessageParts): string[] {
  const isPlain = isPlainAgent(agentType);
  const renderBlocks = () =>
    isGitBacked ? renderGitMemory(blocks) : renderMemoryBlocks(blocks, { lineNumbered });
  return [
    isPlain ? null : renderBlocks(),
    renderToolUsageRules(toolRules),
    renderDirectories(directories, { filesAsBlocks: isPlain }),
  ].filter((section) => section !== null);
}

/** These agents work with tools and files and have no memory blocks to edit. */
const isPlainAgent = (agentType: string) => agentType === "react_agent" || agentType === "workflow_agent";

/** Claude models edit by line; others only copy the numbers into what they write. */
export const showsLineNumbers = (agentType: string, modelEndpointType: string) =>
  modelEndpointType === "anthropic" &&
  ["sleeptime_agent", "memgpt_v2_agent", "letta_v1_agent"].includes(agentType);
