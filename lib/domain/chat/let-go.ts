import type { IncomingMessage } from "@/lib/contract/messages/requests";
import { pendingApproval } from "@/lib/runtime/approvals";
import type { AgentRow } from "../agents/agent-row";
import { denyPending } from "../approvals/deny-pending";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";

/**
 * A caller that speaks on without answering its own tools' calls has let go of them: they are denied, since nobody
 * else can ever answer. What waits for the approval of a person goes on waiting.
 */
export async function letGoOfCalls(ctx: Context, agent: AgentRow, input: IncomingMessage[]): Promise<void> {
  if (input[0].type === "tool_return") return;
  const pending = pendingApproval(await loadMessages(ctx, agent.id, agent.message_ids.slice(-2)));
  if (!pending) return;
  const names = pending.waiting.map((call) => call.function.name);
  const attached = await ctx.db.agentTool.count({
    where: { agent_id: agent.id, organization_id: ctx.actor.organizationId, tool: { name: { in: names } } },
  });
  if (attached === 0) await denyPending(ctx, { agentId: agent.id, conversationId: null });
}
