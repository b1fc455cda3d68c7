import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import { agentConfig, findAgent } from "../../agents/agent-row";
import type { Context } from "../../context";
import { attachedTools } from "../attached-tools";
import type { ToolRow } from "../tool";
import { acceptedBy } from "../tool-spec";

/** What an agent's program can call. */
export interface CallableTools {
  /** Python tools, which run inside the program. */
  sources: { name: string; source: string }[];
  /** Tools that run in the server, each with the order of its arguments. */
  remote: { name: string; parameters: string[] }[];
  rows: Map<string, ToolRow>;
}

/** A program must not run itself; answers of a turn's own are no business of it. */
const notCallable = new Set(["run_code", "run_code_with_tools", "send_message", "open_files"]);

/**
 * An agent's tools without those that somebody has to approve: a call from inside a program would pass them by. Tools
 * in TypeScript need a sandbox of their own and are left out, too.
 */
export async function callableTools(ctx: Context, agentId: string): Promise<CallableTools> {
  const { tool_rules } = agentConfig(await findAgent(ctx, agentId));
  const rows = (await attachedTools(ctx, agentId)).filter(
    ({ name }) => !notCallable.has(name) && !needsApproval(tool_rules, name),
  );
  const others = rows.filter(({ tool_type }) => tool_type !== "custom");
  return {
    sources: rows.flatMap(({ name, tool_type, source_type, source_code }) =>
      tool_type === "custom" && (source_type ?? "python") === "python" && source_code
        ? [{ name, source: source_code }]
        : [],
    ),
    remote: others.map((row) => ({ name: row.name, parameters: parameterNames(row) })),
    rows: new Map(others.map((row) => [row.name, row])),
  };
}

const needsApproval = (rules: ToolRule[], name: string) =>
  rules.some((rule) => rule.type === "requires_approval" && rule.tool_name === name);

const parameterNames = (row: ToolRow): string[] =>
  Object.keys((acceptedBy(row).properties as object | undefined) ?? {});
