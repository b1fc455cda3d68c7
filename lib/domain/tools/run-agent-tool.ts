import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { findAttachedTool } from "./attached-tools";
import { runTool } from "./run-tool";

/**
 * Runs a tool of an agent by hand, with the agent's memory: memory tools really change it.
 * @throws AppError `not_found` for an unknown agent, or a tool it does not have; a tool that fails is an outcome
 */
export async function runAgentTool(
  ctx: Context,
  { agentId, toolName, args }: { agentId: string; toolName: string; args: Record<string, unknown> },
  signal: AbortSignal,
) {
  const agent = await findAgent(ctx, agentId);
  const tool = await findAttachedTool(ctx, agentId, toolName);
  const { status, value, returned = value, stdout, stderr } = await runTool(
    { ctx, agent, conversationId: null, signal },
    tool,
    args,
  );
  return {
    status,
    func_return: status === "success" ? returned : null,
    agent_state: null,
    stdout,
    stderr,
    sandbox_config_fingerprint: null,
  };
}
