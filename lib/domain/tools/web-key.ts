import { secretPlace } from "../agents/agent-secrets";
import type { Context } from "../context";

/** The key of the search service: the agent's own secret `EXA_API_KEY`, else the operator's; null = none. */
export async function webKeyFor(ctx: Context, agentId: string): Promise<string | null> {
  const secret = await ctx.db.agentSecret.findFirst({
    where: { organization_id: ctx.actor.organizationId, agent_id: agentId, key: "EXA_API_KEY" },
    select: { id: true, value_enc: true },
  });
  const own = secret ? ctx.secrets.open(secret.value_enc, secretPlace(secret.id)).trim() : "";
  return own || ctx.web.searchKey;
}
