import { randomBytes } from "node:crypto";
import type { CreateClientSideAccessTokenBody } from "@/lib/contract/client-side-access-tokens/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { clientTokenHash, clientTokenPlace, clientTokenPrefix, toClientToken } from "./client-token";

const LIFETIME_MS = 5 * 60_000;

/**
 * A token for pages of one origin, which may do with some agents what its policy says and nothing else.
 * @throws AppError `invalid_argument` for an unknown agent, an origin that is none, or a time that is none or has passed
 */
export async function createClientToken(
  ctx: Context,
  { policy, hostname, expires_at }: CreateClientSideAccessTokenBody,
) {
  const now = ctx.clock.now();
  const expiresAt = expires_at === undefined ? new Date(now.getTime() + LIFETIME_MS) : new Date(expires_at);
  if (!(expiresAt > now))
    throw new AppError("invalid_argument", "expires_at must be a point in time that lies in the future");
  if (!URL.canParse(hostname))
    throw new AppError(
      "invalid_argument",
      `The hostname '${hostname}' is not a URL such as https://example.com`,
    );
  if (policy.length === 0) throw new AppError("invalid_argument", "The policy must name an agent");
  const token = clientTokenPrefix + randomBytes(32).toString("base64url");
  const row = await transaction(ctx, async (tx) => {
    await assertAgents(tx, [...new Set(policy.map(({ id }) => id))]);
    const id = tx.ids.next("client-token");
    const organization_id = tx.actor.organizationId;
    await tx.db.clientAccessToken.deleteMany({ where: { organization_id, expires_at: { lte: now } } });
    const created = await tx.db.clientAccessToken.create({
      data: {
        id,
        organization_id,
        token_hash: clientTokenHash(token),
        token_enc: tx.secrets.seal(token, clientTokenPlace(id)),
        hostname,
        policy: { version: "1", data: policy },
        expires_at: expiresAt,
        created_by_id: tx.actor.userId,
        created_at: now,
        updated_at: now,
      },
    });
    await recordAudit(tx, {
      action: "client_token.created",
      entityType: "client_token",
      entityId: id,
      detail: { hostname, policy },
    });
    return created;
  });
  return toClientToken(ctx, row);
}

async function assertAgents(tx: Context, ids: string[]): Promise<void> {
  const where = { id: { in: ids }, organization_id: tx.actor.organizationId };
  const found = await tx.db.agent.findMany({ where, select: { id: true } });
  const missing = ids.find((id) => !found.some((agent) => agent.id === id));
  if (missing) throw new AppError("invalid_argument", `The agent '${missing}' was not found`);
}
