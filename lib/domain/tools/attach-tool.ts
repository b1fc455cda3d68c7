import type { Prisma } from "@/lib/generated/prisma/client";
import { agentConfig, lockAgent } from "../agents/agent-row";
import { withApprovalRules } from "../agents/tool-rules";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { assertAttachable } from "../mcp-servers/assert-attachable";
import { transaction } from "../transaction";
import { findTool } from "./tool";

/**
 * Gives a tool to an agent, with the approval rule if the tool asks for one by default. Attaching twice is fine.
 * @throws AppError `not_found`, `invalid_argument` for a tool that no model can use
 */
export async function attachTool(
  ctx: Context,
  { agentId, toolId }: { agentId: string; toolId: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    const tool = await findTool(tx, toolId);
    const link = { agent_id: agentId, tool_id: toolId, organization_id: tx.actor.organizationId };
    if (await tx.db.agentTool.findFirst({ where: link })) return;
    assertAttachable([tool]);
    await tx.db.agentTool.create({ data: { ...link, created_at: tx.clock.now() } });
    const rules = withApprovalRules(agentConfig(agent).tool_rules, [tool]);
    await tx.db.agent.update({
      where: { id: agentId, organization_id: tx.actor.organizationId },
      data: { tool_rules: rules as unknown as Prisma.InputJsonValue, version: { increment: 1 } },
    });
    await recordEvent(tx, {
      entityType: "agent",
      entityId: agentId,
      action: "attached",
      version: agent.version + 1,
      after: { tool_id: toolId, tool_name: tool.name },
    });
  });
}
