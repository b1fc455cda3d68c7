import { AppError } from "@/lib/shared/errors";
import { replaceWindow } from "../compaction/locked-window";
import type { Context } from "../context";
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
    const before = { ids: agent.message_ids, version: agent.version };
    await replaceWindow(tx, { agentId: id, conversationId: null }, before, message_ids);
    await recompileSystemMessages(tx, [id], { updateTimestamp: true });
  });
}
