import { AppError } from "@/lib/shared/errors";
import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { findConversation } from "./conversation";

/** Where a turn takes place. */
export interface ConversationTarget {
  agentId: string;
  /** Null: the agent's default conversation, which has no row. */
  conversationId: string | null;
}

/**
 * What a path names: a conversation, the `default` one of the agent given beside it, or (deprecated) an agent.
 * @throws AppError `not_found`; `invalid_argument` for `default` without an agent
 */
export async function resolveTarget(
  ctx: Context,
  id: string,
  agentId?: string | null,
): Promise<ConversationTarget> {
  if (id.startsWith("conv-")) {
    const conversation = await findConversation(ctx, id);
    return { agentId: conversation.agent_id, conversationId: conversation.id };
  }
  const named = id === "default" ? agentId : id;
  if (!named)
    throw new AppError("invalid_argument", "agent_id is required to address an agent's default conversation");
  await assertAgentExists(ctx, named);
  return { agentId: named, conversationId: null };
}
