import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { insertMessages } from "../messages/insert-messages";
import { transaction } from "../transaction";
import { agentConfig, lockAgent } from "./agent-row";
import { initialMessages } from "./initial-messages";
import { recompileSystemMessages } from "./system-message";

/**
 * Empties the agent's window but for its system message, which is compiled again. What was said stays in history.
 * @throws AppError `not_found`; `invalid_argument` for an agent that never had messages
 */
export async function resetMessages(
  ctx: Context,
  id: string,
  { withInitial }: { withInitial: boolean },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const agent = await lockAgent(tx, id);
    const [systemId] = agent.message_ids;
    if (!systemId) throw new AppError("invalid_argument", "The agent has no messages to reset");
    const opening = {
      agentType: agent.agent_type,
      timezone: agent.timezone,
      model: agentConfig(agent).llm_config.model,
      hasBaseTools: true,
      sequence: null,
    };
    const initial = withInitial ? initialMessages(tx, opening) : [];
    const message_ids = [systemId, ...initial.map((message) => message.id)];
    await insertMessages(tx, id, initial);
    await tx.db.agent.update({ where: { id }, data: { message_ids, version: { increment: 1 } } });
    await recordEvent(tx, {
      entityType: "agent",
      entityId: id,
      action: "messages_replaced",
      version: agent.version + 1,
      before: { message_ids: agent.message_ids },
      after: { message_ids },
    });
    await recompileSystemMessages(tx, [id], { updateTimestamp: true });
  });
}
