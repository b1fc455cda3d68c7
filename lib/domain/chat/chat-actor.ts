import { isId } from "@/lib/shared/ids";
import type { Context } from "../context";

/**
 * The context of the user that a chat completion's `user` names, as the header `user_id` would. Most callers write a name
 * of their own there, which means nothing here; nor does it where a key says who asks.
 */
export async function asChatUser(ctx: Context, user?: string | null): Promise<Context> {
  const { actor } = ctx;
  if (!isId("user", user) || actor.type !== "user" || actor.isClientToken) return ctx;
  const row = await ctx.db.user.findFirst({ where: { id: user, is_deleted: false } });
  if (!row) return ctx;
  return { ...ctx, actor: { ...actor, id: row.id, userId: row.id, organizationId: row.organization_id } };
}
