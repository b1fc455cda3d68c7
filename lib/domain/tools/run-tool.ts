import type { ToolOutcome } from "@/lib/runtime/ports";
import { isMemoryTool } from "@/lib/runtime/tools/memory/plan-memory-edit";
import { withoutLoopArguments } from "@/lib/runtime/tools/parse-arguments";
import { ToolError, toolErrorLine } from "@/lib/runtime/tools/tool-error";
import { validateArguments } from "@/lib/runtime/tools/validate-arguments";
import { AppError } from "@/lib/shared/errors";
import { mcpToolFunction } from "../mcp-servers/call-mcp-tool";
import { archivalMemoryInsert, archivalMemorySearch } from "./archival-tools";
import { conversationSearch } from "./conversation-search";
import { runCustomTool } from "./custom/run-custom-tool";
import { editMemory } from "./edit-memory";
import { fetchWebpage } from "./fetch-webpage";
import { grepFiles } from "./grep-files";
import { sendAndWaitForReply, sendToMatchingTags, sendWithoutWaiting } from "./multi-agent-tools";
import { openFiles } from "./open-files";
import { runCode as runCodeTool } from "./program/run-code";
import { runCodeWithTools } from "./program/run-code-with-tools";
import { semanticSearchFiles } from "./search-files";
import { searchMemory } from "./search-memory";
import { isBaseTool, type ToolRow } from "./tool";
import type { ToolFunction, ToolScope } from "./tool-scope";
import { acceptedBy } from "./tool-spec";
import { rethinkUserMemory, storeMemories } from "./voice-memory";
import { webSearch } from "./web-search";

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
  web_search: webSearch,
  fetch_webpage: fetchWebpage,
  run_code: runCodeTool,
  // Called late: it runs other tools, so the two modules import each other.
  run_code_with_tools: (scope, args) => runCodeWithTools(scope, args),
};

/** Runs one call of a tool. Never throws: a failure is an outcome that the model reads. */
export async function runTool(
  scope: ToolScope,
  tool: ToolRow,
  args: Record<string, unknown>,
): Promise<ToolOutcome> {
  if (tool.tool_type === "custom") return runCode(scope, tool, args);
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
  if (tool.tool_type === "external_mcp") return mcpToolFunction(tool);
  if (!isBaseTool(tool)) return null;
  if (isMemoryTool(tool.name)) return (scope, args) => editMemory(scope, tool.name, args);
  return Object.hasOwn(functions, tool.name) ? functions[tool.name] : null;
}

const unsupported = ({ name }: ToolRow) => `Tool '${name}' was not run: this server does not offer it yet.`;

async function runCode(scope: ToolScope, tool: ToolRow, args: Record<string, unknown>): Promise<ToolOutcome> {
  try {
    return await runCustomTool(scope, tool, args);
  } catch (err) {
    return failed(tool.name, publicError(scope, tool, err));
  }
}

function failed(toolName: string, error: ToolError): ToolOutcome {
  return { status: "error", value: error.message, stdout: [], stderr: [toolErrorLine(toolName, error)] };
}

/** What a model may read. The details of our own mistakes are for the log; being cut off is none. */
function publicError({ ctx, signal }: ToolScope, tool: ToolRow, err: unknown): ToolError {
  if (signal.aborted) return new ToolError("The call was cancelled");
  if (err instanceof ToolError) return err;
  if (err instanceof AppError) return new ToolError(err.message);
  ctx.log.error({ tool: tool.name, error: err }, "tool failed");
  return new ToolError("The tool failed because of an internal error.");
}
