import { Prisma } from "@/lib/generated/prisma/client";
import { type ContentPart, textOf } from "@/lib/runtime/messages";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordEvents } from "../events/record-event";
import { transaction } from "../transaction";
import { findAgent, lockAgents } from "./agent-row";
import { inConversation, loadPromptSources } from "./load-prompt-sources";
import { systemContent, systemText, withTimeOf } from "./system-text";

/**
 * The text of an agent's system message as it would be if it were compiled now, for its default conversation or
 * another one. Nothing is stored.
 * @throws AppError `not_found` for a missing agent or conversation
 */
export async function compileSystemPrompt(
  ctx: Context,
  agentId: string,
  { conversationId = null, now = ctx.clock.now() }: { conversationId?: string | null; now?: Date } = {},
): Promise<string> {
  const [source] = await loadPromptSources(ctx, [await findAgent(ctx, agentId)]);
  if (!conversationId) return systemText(source, now);
  const own = await inConversation(ctx, source, conversationId);
  if (!own) throw notFound("Conversation", conversationId);
  return systemText(own, now);
}

export interface Recompiled {
  agentId: string;
  messageId: string;
  text: string;
}

/**
 * Compiles the system messages of the agents' default conversations again and rewrites those that changed, in place.
 * Agents without messages have none. The time a message says it was compiled at stays unless `updateTimestamp`.
 */
export async function recompileSystemMessages(
  ctx: Context,
  agentIds: string[],
  { updateTimestamp }: { updateTimestamp: boolean },
): Promise<Recompiled[]> {
  if (agentIds.length === 0) return [];
  return transaction(ctx, async (tx) => {
    await lockAgents(tx, agentIds);
    const { compiled, stored } = await compileStored(tx, agentIds, updateTimestamp);
    const changed = compiled.filter(({ messageId, text }) => stored.get(messageId) !== text);
    await writeTexts(tx, changed);
    await recordEvents(
      tx,
      changed.map(({ agentId, messageId, text }) => ({
        entityType: "agent",
        entityId: agentId,
        action: "recompiled",
        after: { message_id: messageId, content: text },
      })),
    );
    return compiled;
  });
}

/** The texts as they would be, beside the stored ones by message id. */
export async function compileStored(ctx: Context, agentIds: string[], updateTimestamp: boolean) {
  const organization_id = ctx.actor.organizationId;
  const rows = await ctx.db.agent.findMany({ where: { id: { in: agentIds }, organization_id } });
  const messages = await ctx.db.message.findMany({
    where: {
      organization_id,
      role: "system",
      id: { in: rows.flatMap(({ message_ids }) => message_ids.slice(0, 1)) },
    },
    select: { id: true, agent_id: true, content: true, created_at: true },
  });
  const stored = new Map(
    messages.map(({ id, content }) => [id, textOf(content as unknown as ContentPart[])]),
  );
  const messageOf = new Map(messages.map((message) => [message.agent_id, message]));
  const sources = await loadPromptSources(
    ctx,
    rows.filter(({ id }) => messageOf.has(id)),
  );
  const compiled = sources.flatMap((source): Recompiled[] => {
    const agentId = source.agent.id;
    const message = messageOf.get(agentId);
    if (!message) return [];
    if (updateTimestamp)
      return [{ agentId, messageId: message.id, text: systemText(source, ctx.clock.now()) }];
    const text = withTimeOf(systemText(source, message.created_at), stored.get(message.id) ?? "");
    return [{ agentId, messageId: message.id, text }];
  });
  return { compiled, stored };
}

/** Rewrites stored system messages. */
export async function writeTexts(
  tx: Context,
  messages: Pick<Recompiled, "messageId" | "text">[],
): Promise<void> {
  if (messages.length === 0) return;
  const contents = messages.map(({ text }) => JSON.stringify(systemContent(text)));
  await tx.db.$executeRaw(
    rewriteContents(
      tx,
      messages.map(({ messageId }) => messageId),
      contents,
    ),
  );
}

/** One statement for all: a block may be attached to hundreds of agents. */
const rewriteContents = (tx: Context, ids: string[], contents: string[]) => Prisma.sql`
  update messages
  set content = rewritten.content::jsonb, last_updated_by_id = ${tx.actor.userId}, updated_at = now()
  from unnest(${ids}::text[], ${contents}::text[]) as rewritten (id, content)
  where messages.id = rewritten.id
    and messages.organization_id = ${tx.actor.organizationId}`;
