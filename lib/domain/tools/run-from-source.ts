import type { z } from "zod";
import type { ToolReturnMessage } from "@/lib/contract/messages/schemas";
import type { ToolRunFromSource } from "@/lib/contract/tools/schemas";
import { normaliseToolValue } from "@/lib/runtime/tool-value";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { executeCode } from "./custom/execute-code";
import { languageOf } from "./custom/run-custom-tool";

const RETURN_CHARS_MAX = 50_000;

/**
 * Runs code that is not stored and answers as a tool return. What fails in it is a return, too.
 * @throws AppError `invalid_argument` for a language we do not run, or source without a function
 */
export async function runFromSource(
  ctx: Context,
  request: ToolRunFromSource,
  signal: AbortSignal,
): Promise<z.input<typeof ToolReturnMessage>> {
  const language = languageOf(request.source_type);
  if (!language)
    throw new AppError(
      "invalid_argument",
      `Unsupported source type: ${request.source_type}. Expected one of: python, typescript`,
    );
  const schema = request.json_schema as
    | { name?: string; parameters?: Record<string, unknown> }
    | null
    | undefined;
  const name = request.name ?? schema?.name ?? null;
  const parameters = schema?.parameters ?? request.args_json_schema ?? {};
  const { isWithoutFunction, ...outcome } = await executeCode(
    ctx,
    { toolId: null, name, language, source: request.source_code, parameters },
    { args: request.args, env: request.env_vars, agent: null, conversationId: null, signal },
  );
  if (isWithoutFunction) throw new AppError("invalid_argument", "The source code defines no function");
  const value = normaliseToolValue(outcome.value, RETURN_CHARS_MAX);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const { status, stdout, stderr } = outcome;
  return {
    id: "null",
    date: ctx.clock.now(),
    name,
    message_type: "tool_return_message",
    tool_return: text,
    status,
    tool_call_id: "null",
    stdout,
    stderr,
    tool_returns: [{ type: "tool", tool_return: text, status, tool_call_id: "null", stdout, stderr }],
  };
}
