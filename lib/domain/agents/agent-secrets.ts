import type { Context } from "../context";

/** Where a secret's ciphertext belongs. */
export const secretPlace = (id: string) => `agent_secrets.value_enc:${id}`;

/** The rows of an agent's secrets, sealed. */
export const secretColumns = (ctx: Context, agentId: string, secrets: Record<string, string>) =>
  Object.entries(secrets).map(([key, value]) => {
    const id = ctx.ids.next("agent-env");
    return {
      id,
      organization_id: ctx.actor.organizationId,
      agent_id: agentId,
      key,
      value_enc: ctx.secrets.seal(value, secretPlace(id)),
      created_by_id: ctx.actor.userId,
      last_updated_by_id: ctx.actor.userId,
    };
  });
