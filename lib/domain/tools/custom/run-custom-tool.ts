import type { SandboxLanguage } from "@/lib/runtime/sandbox";
import { withoutLoopArguments } from "@/lib/runtime/tools/parse-arguments";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import type { ToolRow } from "../tool";
import type { ToolScope } from "../tool-scope";
import { parametersOf } from "../tool-spec";
import { type CodeOutcome, executeCode } from "./execute-code";

/**
 * Runs a tool that a user wrote. Its arguments are not checked against the schema: the code turns them into the types
 * that it names, and says what it misses.
 * @throws ToolError for a tool without code; the signal's reason
 */
export async function runCustomTool(
  { ctx, agent, conversationId, signal }: ToolScope,
  tool: ToolRow,
  args: Record<string, unknown>,
): Promise<CodeOutcome> {
  const language = languageOf(tool.source_type);
  if (!tool.source_code || !language)
    throw new ToolError(`Tool '${tool.name}' was not run: it has no Python or TypeScript code.`);
  const parameters = parametersOf(tool);
  return executeCode(
    ctx,
    { toolId: tool.id, name: tool.name, language, source: tool.source_code, parameters },
    { args: givenArguments(withoutLoopArguments(args), parameters), agent, conversationId, signal },
  );
}

/** Null for what no sandbox runs. */
export function languageOf(sourceType: string | null | undefined): SandboxLanguage | null {
  switch (sourceType ?? "python") {
    case "python":
      return "python";
    case "typescript":
    case "javascript":
      return "typescript";
    default:
      return null;
  }
}

/** Strict models fill in every argument: an optional one that is null was not given. */
function givenArguments(args: Record<string, unknown>, { required }: Record<string, unknown>) {
  const names = new Set((required as string[] | undefined) ?? []);
  return Object.fromEntries(
    Object.entries(args).filter(([name, value]) => value !== null || names.has(name)),
  );
}
