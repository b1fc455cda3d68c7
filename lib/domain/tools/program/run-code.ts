import { ToolError } from "@/lib/runtime/tools/tool-error";
import type { ToolFunction } from "../tool-scope";
import { callableTools } from "./callable-tools";
import { runProgram } from "./run-program";

const languages: Record<string, "python" | "typescript"> = {
  python: "python",
  js: "typescript",
  ts: "typescript",
};

/** Runs a program in the sandbox; in Python the agent's Python tools are there as functions. */
export const runCode: ToolFunction = async (scope, args) => {
  const { code, language } = args as { code: string; language: string };
  const known = Object.hasOwn(languages, language) ? languages[language] : null;
  if (!known) throw new ToolError(`This server cannot run '${language}'. Use python, js or ts.`);
  const tools = known === "python" ? await callableTools(scope.ctx, scope.agent.id) : undefined;
  const { result, stdout, stderr, error } = await runProgram(scope, {
    language: known,
    code,
    tools: tools && { ...tools, remote: [] },
  });
  return JSON.stringify({
    results: result === null ? [] : [result],
    logs: { stdout, stderr },
    ...(error && { error }),
  });
};
