import type { ResponseFormat } from "@/lib/runtime/model-config";
import type { AttachedTool, ToolRunner } from "@/lib/runtime/ports";
import { type AgentRow, agentConfig } from "../agents/agent-row";
import type { Context } from "../context";
import { attachedTools } from "./attached-tools";
import { isIdempotent } from "./is-idempotent";
import { runTool } from "./run-tool";
import type { ToolRow } from "./tool";
import type { ToolScope } from "./tool-scope";
import { toolSpec } from "./tool-spec";

/**
 * The agent's tools, as they are now, to be run in one turn of it. What they change is changed by the agent, on behalf of
 * the user who asked for the turn. In a conversation with blocks of its own, memory tools edit those.
 */
export async function toolRunnerFor(
  ctx: Context,
  agent: AgentRow,
  conversationId: string | null = null,
): Promise<ToolRunner> {
  const rows = await attachedTools(ctx, agent.id);
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    tools: rows.map((row) => attached(row, agent)),
    async run({ id, name, arguments: args }, { signal, stepId }) {
      const row = byName.get(name);
      if (!row) return { status: "error", value: `Tool '${name}' not found`, stdout: [], stderr: [] };
      const scope = { ...scopeOf(ctx, agent, stepId), conversationId, signal, callKey: `${stepId}/${id}` };
      return runTool(scope, row, args);
    },
  };
}

function attached(row: ToolRow, agent: AgentRow): AttachedTool {
  const { llm_config, response_format } = agentConfig(agent);
  const responseFormat = (response_format ?? llm_config.response_format ?? null) as ResponseFormat | null;
  return {
    id: row.id,
    spec: toolSpec(row, { isStrict: llm_config.strict ?? false, responseFormat }),
    canRunInParallel: row.enable_parallel_execution ?? false,
    isIdempotent: isIdempotent(row),
    returnCharLimit: row.return_char_limit,
  };
}

function scopeOf(ctx: Context, agent: AgentRow, stepId: string): Pick<ToolScope, "ctx" | "agent"> {
  const { userId, organizationId } = ctx.actor;
  const acting: Context = {
    ...ctx,
    actor: { type: "agent", id: agent.id, userId, organizationId },
    ...(ctx.cause && { cause: { runId: ctx.cause.runId, stepId } }),
  };
  return { ctx: acting, agent };
}
