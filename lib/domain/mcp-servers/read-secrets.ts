import { secretPlace } from "../agents/agent-secrets";
import type { Context } from "../context";

/** An agent's secrets in plain text, by their names. */
export async function readSecrets(ctx: Context, agentId: string): Promise<Record<string, string>> {
  const rows = await ctx.db.agentSecret.findMany({
    where: { agent_id: agentId, organization_id: ctx.actor.organizationId },
    select: { id: true, key: true, value_enc: true },
  });
  return Object.fromEntries(
    rows.map(({ id, key, value_enc }) => [key, ctx.secrets.open(value_enc, secretPlace(id))]),
  );
}
