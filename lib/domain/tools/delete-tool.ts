import type { Context } from "../context";
import { recordEvents } from "../events/record-event";
import { transaction } from "../transaction";
import { findTool } from "./tool";

/** Deletes a tool and takes it from all agents. A base tool comes back with the next list of tools. */
export async function deleteTool(ctx: Context, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const organization_id = tx.actor.organizationId;
    const { name } = await findTool(tx, id);
    const links = await tx.db.agentTool.findMany({
      where: { tool_id: id, organization_id },
      select: { agent_id: true },
    });
    const agentIds = links.map(({ agent_id }) => agent_id);
    await tx.db.tool.deleteMany({ where: { id, organization_id } });
    if (agentIds.length === 0) return;
    await tx.db.agent.updateMany({
      where: { id: { in: agentIds }, organization_id },
      data: { version: { increment: 1 } },
    });
    await recordEvents(
      tx,
      agentIds.map((entityId) => ({
        entityType: "agent",
        entityId,
        action: "detached",
        before: { tool_id: id, tool_name: name },
      })),
    );
  });
}
