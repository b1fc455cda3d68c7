import type { Prisma } from "@/lib/generated/prisma/client";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import { agentConfig, lockAgent } from "../agents/agent-row";
import { withApprovalRules } from "../agents/tool-rules";
import type { Context } from "../context";
import { difference, recordEvent } from "../events/record-event";
import { transaction } from "../transaction";
import { findAttachedTool } from "./attached-tools";

/**
 * Decides whether a person must approve the agent's calls of a tool.
 * @throws AppError `not_found` for an unknown agent, or a tool it does not have
 */
export async function setToolApproval(
  ctx: Context,
  { agentId, toolName, isRequired }: { agentId: string; toolName: string; isRequired: boolean },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, agentId);
    await findAttachedTool(tx, agentId, toolName);
    const { tool_rules } = agentConfig(agent);
    const asksFor = (rule: ToolRule) => rule.type === "requires_approval" && rule.tool_name === toolName;
    const rules = isRequired
      ? withApprovalRules(tool_rules, [{ name: toolName, default_requires_approval: true }])
      : tool_rules.filter((rule) => !asksFor(rule));
    const changed = difference({ tool_rules }, { tool_rules: rules });
    if (!changed) return;
    await tx.db.agent.update({
      where: { id: agentId, organization_id: tx.actor.organizationId },
      data: { tool_rules: rules as unknown as Prisma.InputJsonValue, version: { increment: 1 } },
    });
    await recordEvent(tx, {
      entityType: "agent",
      entityId: agentId,
      action: "updated",
      version: agent.version + 1,
      ...changed,
    });
  });
}
