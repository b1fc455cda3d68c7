import type { ProviderUpdate } from "@/lib/contract/providers/schemas";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { assertReachable } from "./connection-fields";
import { findProvider, type ProviderBody, sealedKey, toProvider } from "./provider";
import { syncProvider } from "./refresh-provider";

/**
 * Gives a provider another key, and another way to be reached where one is named; `null` takes a field away.
 * @throws AppError `not_found`, or `invalid_argument` when it could not be reached any more
 */
export async function updateProvider(ctx: Context, id: string, given: ProviderUpdate): Promise<ProviderBody> {
  const row = await transaction(ctx, async (tx) => {
    const current = await findProvider(tx, id);
    const { base_url = current.base_url, region = current.region } = given;
    const { api_version = current.api_version } = given;
    assertReachable({ provider_type: current.provider_type, base_url, region });
    const updated = await tx.db.provider.update({
      where: { id, organization_id: tx.actor.organizationId },
      data: {
        base_url: base_url || null,
        region: region || null,
        api_version: api_version || null,
        api_key_enc: sealedKey(tx, "api_key_enc", id, given.api_key),
        ...(given.access_key !== undefined && {
          access_key_enc: sealedKey(tx, "access_key_enc", id, given.access_key),
        }),
        updated_at: tx.clock.now(),
      },
    });
    const detail = { name: current.name, fields: Object.keys(given).sort() };
    await recordAudit(tx, { action: "provider.updated", entityType: "provider", entityId: id, detail });
    return updated;
  });
  return toProvider(await syncProvider(ctx, row));
}
