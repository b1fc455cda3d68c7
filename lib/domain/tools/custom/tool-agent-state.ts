import { findAgent } from "../../agents/agent-row";
import { loadAgentState } from "../../agents/load-agent-states";
import { toBlock } from "../../blocks/block";
import type { Context } from "../../context";
import type { ConversationTarget } from "../../conversations/conversation-target";
import { visibleBlocks } from "./visible-blocks";

/** The agent as its tools' code is shown it: without tools, rules and secrets, which are in the environment. */
export async function toolAgentState(
  ctx: Context,
  target: ConversationTarget,
): Promise<Record<string, unknown>> {
  const row = await findAgent(ctx, target.agentId);
  const state = await loadAgentState(ctx, row, ["tags", "identities", "sources"]);
  const {
    tools: _tools,
    tool_rules: _rules,
    secrets: _secrets,
    tool_exec_environment_variables: _variables,
    memory: _memory,
    ...shown
  } = state;
  return { ...shown, blocks: (await visibleBlocks(ctx, target)).map(toBlock) };
}
