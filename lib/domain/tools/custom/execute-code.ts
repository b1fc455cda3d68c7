import type { ToolOutcome } from "@/lib/runtime/ports";
import type { SandboxCall, SandboxLanguage, SandboxResult } from "@/lib/runtime/sandbox";
import { hasImages } from "@/lib/runtime/tool-value";
import type { Context } from "../../context";
import type { ToolScope } from "../tool-scope";
import { argumentOrder } from "./argument-order";
import { saveMemory } from "./save-memory";
import { toolAgentState } from "./tool-agent-state";
import { toolEnvironment } from "./tool-environment";

/** Code of a user, stored as a tool or not. */
export interface Code {
  /** The tool's id and name; null for code that is not stored and names no function. */
  toolId: string | null;
  name: string | null;
  language: SandboxLanguage;
  source: string;
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>;
}

export interface CodeCall {
  args: Record<string, unknown>;
  /** Variables of this call alone. */
  env?: Record<string, string>;
  /** Who calls; null when nobody's agent does. */
  agent: { id: string; project_id?: string | null } | null;
  conversationId: ToolScope["conversationId"];
  callTool?: SandboxCall["callTool"];
  signal: AbortSignal;
}

export interface CodeOutcome extends ToolOutcome {
  isWithoutFunction?: boolean;
  /** What an error says of itself. */
  failure?: { type: string; message: string };
}

const ERROR_CHARS_MAX = 1_000;

/**
 * Runs code in the sandbox and saves the blocks that it changed. What fails is an outcome; rejects only when the signal
 * aborts. No transaction is open while the code runs.
 */
export async function executeCode(ctx: Context, code: Code, call: CodeCall): Promise<CodeOutcome> {
  if (ctx.isInTransaction) throw new Error("Code of users must not run inside a transaction");
  const { language, source, name } = code;
  const { agent, conversationId, signal } = call;
  const wantsState = agent !== null && language === "python" && /\bagent_state\b/.test(source);
  const target = agent && { agentId: agent.id, conversationId };
  const result = await ctx.sandbox.run({
    language,
    source,
    entry: name,
    args: call.args,
    argumentOrder: argumentOrder(code.parameters, call.args),
    env: await toolEnvironment(ctx, { toolId: code.toolId, agent, own: call.env }),
    agentId: agent?.id ?? null,
    agentState: wantsState && target ? await toolAgentState(ctx, target) : null,
    callTool: call.callTool,
    signal,
  });
  if (result.status === "success" && target) await saveMemory(ctx, target, result.memory);
  return outcomeOf(name ?? result.entry ?? "tool", result);
}

function outcomeOf(name: string, result: SandboxResult): CodeOutcome {
  const said = {
    stdout: result.stdout ? [result.stdout] : [],
    stderr: result.stderr ? [result.stderr] : [],
  };
  if (result.status === "error") {
    const text = `Error executing function ${name}: ${result.errorType}: ${result.message}`;
    return {
      ...said,
      status: "error",
      value: text.slice(0, ERROR_CHARS_MAX),
      isWithoutFunction: result.isWithoutFunction,
      failure: { type: result.errorType, message: result.message },
    };
  }
  return { ...said, status: "success", value: shownValue(result), returned: result.value };
}

/** Objects and lists with pictures stay what they are; the rest is text as its own language writes it. */
function shownValue({ value, text }: { value: unknown; text: string }): ToolOutcome["value"] {
  if (hasImages(value)) return value;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : text;
}
