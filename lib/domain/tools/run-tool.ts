import type { ToolOutcome } from "@/lib/runtime/ports";
import { isMemoryTool } from "@/lib/runtime/tools/memory/plan-memory-edit";
import { withoutLoopArguments } from "@/lib/runtime/tools/parse-arguments";
import { ToolError, toolErrorLine } from "@/lib/runtime/tools/tool-error";
import { validateArguments } from "@/lib/runtime/tools/validate-arguments";
import { AppError } from "@/lib/shared/errors";
import { archivalMemoryInsert, archivalMemorySearch } from "./archival-tools";
import { conversationSearch } from "./conversation-search";
import { editMemory } from "./edit-memory";
import { grepFiles } from "./grep-files";
import { sendAndWaitForReply, sendToMatchingTags, sendWithoutWaiting } from "./multi-agent-tools";
import { openFiles } from "./open-files";
import { semanticSearchFiles } from "./search-files";
import { searchMemory } from "./search-memory";
import { isBaseTool, type ToolRow } from "./tool";
import type { ToolFunction, ToolScope } from "./tool-scope";
import { acceptedBy } from "./tool-spec";
import { rethinkUserMemory, storeMemories } from "./voice-memory";

const functions: Record<string, ToolFunction> = {
  send_message: async () => "Sent message successfully.",
  conversation_search: conversationSearch,
  archival_memory_insert: archivalMemoryInsert,
  archival_memory_search: archivalMemorySearch,
  send_message_to_agent_and_wait_for_reply: sendAndWaitForReply,
  send_message_to_agent_async: sendWithoutWaiting,
  send_message_to_agents_matching_tags: sendToMatchingTags,
  store_memories: storeMemories,
  rethink_user_memory: rethinkUserMemory,
  finish_rethinking_memory: async () => null,
  search_memory: searchMemory,
  open_files: openFiles,
  grep_files: grepFiles,
  semantic_search_files: semanticSearchFiles,
};

/** Runs one call of a tool. Never throws: a failure is an outcome that the model reads. */
export async function runTool(
  scope: ToolScope,
  tool: ToolRow,
  args: Record<string, unknown>,
): Promise<ToolOutcome> {
  const run = functionOf(tool);
  if (!run) return failed(tool.name, new ToolError(unsupported(tool)));
  try {
    const checked = validateArguments(withoutLoopArguments(args), acceptedBy(tool));
    const value = await run(scope, checked);
    const refreshesSystem = tool.name === "open_files";
    return { status: "success", value: value ?? "None", stdout: [], stderr: [], refreshesSystem };
  } catch (err) {
    return failed(tool.name, publicError(scope, tool, err));
  }
}

function functionOf(tool: ToolRow): ToolFunction | null {
  if (!isBaseTool(tool)) return null;
  if (isMemoryTool(tool.name)) return (scope, args) => editMemory(scope, tool.name, args);
  return Object.hasOwn(functions, tool.name) ? functions[tool.name] : null;
}

function unsupported({ name, tool_type }: ToolRow): string {
  switch (tool_type) {
    case "custom":
      return `Tool '${name}' was not run: this server cannot run custom code yet.`;
    case "external_mcp":
      return `Tool '${name}' was not run: this server cannot call MCP servers yet.`;
    default:
      return `Tool '${name}' was not run: this server does not offer it yet.`;
  }
}

function failed(toolName: string, error: ToolError): ToolOutcome {
  return { status: "error", value: error.message, stdout: [], stderr: [toolErrorLine(toolName, error)] };
}

/** What a model may read. The details of our own mistakes are for the log. */
function publicError({ ctx }: ToolScope, tool: ToolRow, err: unknown): ToolError {
  if (err instanceof ToolError) return err;
  if (err instanceof AppError) return new ToolError(err.message);
  ctx.log.error({ tool: tool.name, error: err }, "tool failed");
  return new ToolError("The tool failed because of an internal error.");
}
