import type { ToolOutcome } from "@/lib/runtime/ports";
import { isMemoryTool } from "@/lib/runtime/tools/memory/plan-memory-edit";
import { withoutLoopArguments } from "@/lib/runtime/tools/parse-arguments";
import { ToolError, toolErrorLine } from "@/lib/runtime/tools/tool-error";
import { validateArguments } from "@/lib/runtime/tools/validate-arguments";
import { AppError } from "@/lib/shared/errors";
import { archivalMemoryInsert, archivalMemorySearch } from "./archival-tools";
import { conversationSearch } from "./conversation-search";
import { editMemory } from "./edit-memory";
import { isBaseTool, type ToolRow } from "./tool";
import type { ToolFunction, ToolScope } from "./tool-scope";
import { parametersOf } from "./tool-spec";

const functions: Record<string, ToolFunction> = {
  send_message: async () => "Sent message successfully.",
  conversation_search: conversationSearch,
  archival_memory_insert: archivalMemoryInsert,
  archival_memory_search: archivalMemorySearch,
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
    const checked = validateArguments(withoutLoopArguments(args), parametersOf(tool));
    const value = await run(scope, checked);
    return { status: "success", value: value ?? "None", stdout: [], stderr: [] };
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
