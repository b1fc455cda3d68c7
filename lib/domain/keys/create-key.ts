import { createHash, randomBytes } from "node:crypto";
import type { z } from "zod";
import type { MnemeCreatedKey, MnemeCreateKey } from "@/lib/contract/mneme/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { toKeys } from "./key";

const PREFIX = "mn-";
const HINT_CHARS = PREFIX.length + 5;

/**
 * A new key of the caller. Its text is in this answer only: what is stored is a hash, which needs no salt or
 * stretching since nobody can guess 256 random bits.
 * @throws AppError `invalid_argument` for a time of expiry that has passed
 */
export async function createKey(
  ctx: Context,
  { name, expires_at }: MnemeCreateKey,
): Promise<z.input<typeof MnemeCreatedKey>> {
  const now = ctx.clock.now();
  const expiresAt = expires_at ? new Date(expires_at) : null;
  if (expiresAt && expiresAt <= now)
    throw new AppError("invalid_argument", "expires_at must lie in the future");
  const key = PREFIX + randomBytes(32).toString("base64url");
  const row = await transaction(ctx, async (tx) => {
    const created = await tx.db.apiKey.create({
      data: {
        id: tx.ids.next("key"),
        organization_id: tx.actor.organizationId,
        user_id: tx.actor.userId,
        name,
        key_hash: createHash("sha256").update(key).digest("hex"),
        key_hint: key.slice(0, HINT_CHARS),
        expires_at: expiresAt,
        created_at: now,
      },
    });
    await recordAudit(tx, {
      action: "api_key.created",
      entityType: "api_key",
      entityId: created.id,
      detail: { name },
    });
    return created;
  });
  const [body] = await toKeys(ctx, [row]);
  return { ...body, key };
}
