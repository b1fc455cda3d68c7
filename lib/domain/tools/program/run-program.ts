import { z } from "zod";
import type { ToolAnswer } from "@/lib/runtime/sandbox";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import { executeCode } from "../custom/execute-code";
import type { ToolScope } from "../tool-scope";
import type { CallableTools } from "./callable-tools";
import { pythonEntry, pythonProgram } from "./python-program";

export interface ProgramOutcome {
  /** The value of a Python program's last expression, in words; null for none. */
  result: string | null;
  stdout: string[];
  stderr: string[];
  error: { name: string; value: string; traceback: string } | null;
}

export interface Program {
  language: "python" | "typescript";
  code: string;
  /** Python only. */
  tools?: CallableTools;
  callTool?: (name: string, args: Record<string, unknown>) => Promise<ToolAnswer>;
}

const Answer = z.object({
  text: z.string().nullable(),
  error: z.object({ name: z.string(), value: z.string(), traceback: z.string() }).nullable(),
});

/** The sandbox says these of itself, not of the program. */
const ownFailures = ["SandboxUnavailable", "SandboxError"];

/**
 * Runs a whole program in the sandbox. What the program does wrong is its outcome.
 * @throws ToolError where no sandbox runs it
 */
export async function runProgram(
  { ctx, agent, conversationId, signal }: ToolScope,
  { language, code, tools, callTool }: Program,
): Promise<ProgramOutcome> {
  const { returned, failure, stdout, stderr } = await executeCode(
    ctx,
    { toolId: null, parameters: {}, language, ...sourceOf(language, code) },
    {
      args: language === "python" ? { code, sources: tools?.sources ?? [], remote: tools?.remote ?? [] } : {},
      agent,
      conversationId,
      signal,
      callTool,
    },
  );
  if (failure && ownFailures.includes(failure.type)) throw new ToolError(failure.message);
  const said = { stdout: stdout ?? [], stderr: stderr ?? [] };
  if (failure) {
    const { type, message } = failure;
    return { ...said, result: null, error: { name: type, value: message, traceback: said.stderr.join("") } };
  }
  if (language === "typescript") return { ...said, result: null, error: null };
  const answer = Answer.safeParse(returned);
  if (!answer.success) throw new ToolError("The program ended without an answer");
  return { ...said, result: answer.data.text, error: answer.data.error };
}

const typescriptEntry = "programHasEnded";

/** A program is a module: it has run when the function behind it can be called. */
const sourceOf = (language: Program["language"], code: string) =>
  language === "python"
    ? { source: pythonProgram, name: pythonEntry }
    : { source: `${code}\nexport function ${typescriptEntry}() {}\n`, name: typescriptEntry };
