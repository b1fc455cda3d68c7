import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { clientTokenHash } from "./client-token";

/**
 * Makes a token worthless from the next request on.
 * @throws AppError `invalid_argument` for a token that is not one of the organisation's
 */
export async function revokeClientToken(ctx: Context, token: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const where = { token_hash: clientTokenHash(token), organization_id: tx.actor.organizationId };
    const row = await tx.db.clientAccessToken.findFirst({ where, select: { id: true } });
    if (!row) throw new AppError("invalid_argument", "The token was not found");
    await tx.db.clientAccessToken.delete({ where: { id: row.id, ...where } });
    await recordAudit(tx, {
      action: "client_token.revoked",
      entityType: "client_token",
      entityId: row.id,
    });
  });
}
