import { createHash } from "node:crypto";
import type { RunModel } from "@/lib/generated/prisma/models";
import type { Context } from "../context";
import type { InputFields } from "../messages/read-input";

const SEPARATOR = "|";

/** The otids that the caller gave its messages, in order; null where one has none. */
export const givenOtids = ({ messages }: InputFields): (string | null)[] =>
  (messages ?? []).map((message) => message.otid ?? null);

/** Names a request by all of its messages; null for one that cannot be recognised, since a message has no otid. */
function tokenOf(otids: (string | null)[]): string | null {
  if (otids.length === 0 || otids.includes(null)) return null;
  return createHash("sha256").update(otids.join(SEPARATOR)).digest("hex").slice(0, 16);
}

/** Remembers which run a request became, by its messages together and one by one. */
export async function rememberOtids(tx: Context, run: RunModel, otids: (string | null)[]): Promise<void> {
  const tokens = [tokenOf(otids), ...otids].filter((token) => token !== null);
  const shared = { organization_id: run.organization_id, run_id: run.id, created_at: tx.clock.now() };
  for (const token of new Set(tokens))
    await tx.db.runOtid.upsert({
      where: { organization_id_token: { organization_id: run.organization_id, token } },
      create: { ...shared, token },
      update: shared,
    });
}

/** The run that the same messages became before, as long as its stream is kept. */
export async function runOfRequest(ctx: Context, otids: (string | null)[]): Promise<RunModel | null> {
  const token = tokenOf(otids);
  return token === null ? null : runOfOtid(ctx, token);
}

/** The run that a message with this otid became, as long as its stream is kept. */
export async function runOfOtid(ctx: Context, token: string): Promise<RunModel | null> {
  const organization_id = ctx.actor.organizationId;
  const oldest = new Date(ctx.clock.now().getTime() - ctx.settings.runEventRetentionMs);
  const entry = await ctx.db.runOtid.findFirst({
    where: { organization_id, token, created_at: { gte: oldest } },
  });
  return entry && ctx.db.run.findFirst({ where: { id: entry.run_id, organization_id } });
}
