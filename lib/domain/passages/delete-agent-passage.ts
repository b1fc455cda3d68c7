import { notFound } from "@/lib/shared/errors";
import { assertAgentExists } from "../agents/agent-row";
import { archiveOfAgent } from "../archives/agent-archive";
import type { Context } from "../context";

/** @throws AppError `not_found`, also for what another agent remembers */
export async function deleteAgentPassage(ctx: Context, agentId: string, id: string): Promise<void> {
  await assertAgentExists(ctx, agentId);
  const archive = await archiveOfAgent(ctx, agentId);
  const { count } = await ctx.db.passage.deleteMany({
    where: { id, organization_id: ctx.actor.organizationId, archive_id: archive?.id ?? "" },
  });
  if (count === 0) throw notFound("Passage", id);
}
