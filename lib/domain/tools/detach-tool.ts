import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { transaction } from "../transaction";

/**
 * Takes a tool from an agent; a tool it does not have is no matter. Rules about the tool stay.
 * @throws AppError `not_found` for an unknown agent
 */
export async function detachTool(
  ctx: Context,
  { agentId, toolId }: { agentId: string; toolId: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    const where = { agent_id: agentId, tool_id: toolId, organization_id: tx.actor.organizationId };
    const link = await tx.db.agentTool.findFirst({ where, include: { tool: { select: { name: true } } } });
    if (!link) return;
    await tx.db.agentTool.deleteMany({ where });
    await tx.db.agent.update({
      where: { id: agentId, organization_id: tx.actor.organizationId },
      data: { version: { increment: 1 } },
    });
    await recordEvent(tx, {
      entityType: "agent",
      entityId: agentId,
      action: "detached",
      version: agent.version + 1,
      before: { tool_id: toolId, tool_name: link.tool.name },
    });
  });
}
