import type { ToolAnswer } from "@/lib/runtime/sandbox";
import { runTool } from "../run-tool";
import type { ToolFunction, ToolScope } from "../tool-scope";
import { type CallableTools, callableTools } from "./callable-tools";
import { runProgram } from "./run-program";

const callsMax = 100;
const valueCharsMax = 1_000_000;
const errorCharsMax = 1_000;

/** Runs a Python program that can call the agent's other tools. */
export const runCodeWithTools: ToolFunction = async (scope, args) => {
  const tools = await callableTools(scope.ctx, scope.agent.id);
  const { result, stdout, stderr, error } = await runProgram(scope, {
    language: "python",
    code: String(args.code),
    tools,
    callTool: callerOf(scope, tools),
  });
  const failed = error && `Error executing function run_code_with_tools: ${error.name}: ${error.value}`;
  return JSON.stringify({
    status: error ? "error" : "success",
    func_return: failed ? failed.slice(0, errorCharsMax) : result,
    stdout,
    stderr: error ? [...stderr, error.traceback] : stderr,
  });
};

/** Runs the calls of one program, one after the other and only so many of them. */
function callerOf(scope: ToolScope, { rows }: CallableTools) {
  let count = 0;
  return async (name: string, args: Record<string, unknown>): Promise<ToolAnswer> => {
    const row = rows.get(name);
    if (!row) return { error: `There is no tool '${name}' that a program can call` };
    if (++count > callsMax) return { error: `A program can call tools ${callsMax} times at the most` };
    const callKey = scope.callKey && `${scope.callKey}/${count}`;
    const { status, value } = await runTool({ ...scope, callKey }, row, args);
    if (status === "error") return { error: String(value) };
    return { value: typeof value === "string" ? value.slice(0, valueCharsMax) : value };
  };
}
