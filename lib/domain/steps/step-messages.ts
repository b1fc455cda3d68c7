import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { messageOf } from "../messages/message";
import { toLettaMessages } from "../messages/to-letta-messages";
import { findStep } from "./step";

/** What was said and done in a step, as public messages; those of one stored message stay together. */
export async function stepMessages(ctx: Context, stepId: string, page: Page) {
  const step = await findStep(ctx, stepId);
  const isV1 = await isOfV1Agent(ctx, step.agent_id);
  const rows = await listPage({
    where: { step_id: stepId, organization_id: ctx.actor.organizationId },
    organizationId: ctx.actor.organizationId,
    page,
    column: "seq",
    defaultOrder: "asc",
    defaultLimit: 100,
    unknownCursor: 404,
    entity: "Message",
    find: (query) => ctx.db.message.findMany(query),
  });
  const isDescending = page.order === "desc";
  return rows.flatMap((row) => {
    const items = toLettaMessages(messageOf(row), { isTextSpoken: true, foldsSendMessage: !isV1 });
    return isDescending ? items.reverse() : items;
  });
}

/** Only older agents speak through `send_message`. */
async function isOfV1Agent(ctx: Context, agentId: string | null): Promise<boolean> {
  if (agentId === null) return true;
  const where = { id: agentId, organization_id: ctx.actor.organizationId };
  const agent = await ctx.db.agent.findFirst({ where, select: { agent_type: true } });
  return agent?.agent_type === "letta_v1_agent";
}
