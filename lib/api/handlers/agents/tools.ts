import type { agents as contract } from "@/lib/contract/registry";
import { allRelations } from "@/lib/domain/agents/agent-relations";
import { findAgent } from "@/lib/domain/agents/agent-row";
import { loadAgentState } from "@/lib/domain/agents/load-agent-states";
import type { Context } from "@/lib/domain/context";
import { attachTool } from "@/lib/domain/tools/attach-tool";
import { listAttachedTools } from "@/lib/domain/tools/attached-tools";
import { detachTool } from "@/lib/domain/tools/detach-tool";
import { runAgentTool } from "@/lib/domain/tools/run-agent-tool";
import { setToolApproval } from "@/lib/domain/tools/set-tool-approval";
import { AppError } from "@/lib/shared/errors";
import type { Call, Handlers } from "../../handlers";

/** Clients since 1.0 expect nothing back. */
const changed = async (ctx: Context, client: Call["client"], agentId: string) =>
  client === "1.0" ? null : loadAgentState(ctx, await findAgent(ctx, agentId), allRelations);

export const agentTools = {
  listToolsForAgent: ({ ctx, params, query }) => listAttachedTools(ctx, params.agent_id, query),
  attachToolToAgent: async ({ ctx, client, params: { agent_id, tool_id } }) => {
    await attachTool(ctx, { agentId: agent_id, toolId: tool_id });
    return changed(ctx, client, agent_id);
  },
  detachToolFromAgent: async ({ ctx, client, params: { agent_id, tool_id } }) => {
    await detachTool(ctx, { agentId: agent_id, toolId: tool_id });
    return changed(ctx, client, agent_id);
  },
  modifyApprovalForTool: async ({ ctx, client, params: { agent_id, tool_name }, query, body }) => {
    const isRequired = body?.requires_approval ?? query.requires_approval;
    if (isRequired === undefined)
      throw new AppError("unprocessable", "Give requires_approval in the body", { exact: true });
    await setToolApproval(ctx, { agentId: agent_id, toolName: tool_name, isRequired });
    return changed(ctx, client, agent_id);
  },
  runToolForAgent: ({ ctx, params, body, signal }) =>
    runAgentTool(
      ctx,
      { agentId: params.agent_id, toolName: params.tool_name, args: body.args ?? {} },
      signal,
    ),
} satisfies Partial<Handlers<typeof contract>>;
