import type { ProviderCreate } from "@/lib/contract/providers/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { recordAudit } from "../events/record-audit";
import { transaction } from "../transaction";
import { assertReachable } from "./connection-fields";
import { type ProviderBody, sealedKey, toProvider } from "./provider";
import { syncProvider } from "./refresh-provider";

/**
 * Registers a provider and looks at what it offers. A provider that does not answer is registered all the same. The
 * name of a deleted provider brings its row back.
 * @throws AppError `invalid_argument` for a name that cannot be one or is the server's own, or for missing fields;
 * `conflict` for a name in use
 */
export async function createProvider(ctx: Context, given: ProviderCreate): Promise<ProviderBody> {
  const name = given.name.trim();
  await assertNameUsable(ctx, name);
  assertReachable(given);
  const row = await transaction(ctx, async (tx) => {
    const where = { organization_id: tx.actor.organizationId, name };
    const former = await tx.db.provider.findFirst({ where });
    if (former && !former.is_deleted)
      throw new AppError("conflict", `A provider named '${name}' exists already`);
    const id = former?.id ?? tx.ids.next("provider");
    const now = tx.clock.now();
    const fields = {
      provider_type: given.provider_type,
      provider_category: "byok",
      base_url: given.base_url || null,
      region: given.region || null,
      api_version: given.api_version || null,
      api_key_enc: sealedKey(tx, "api_key_enc", id, given.api_key),
      access_key_enc: sealedKey(tx, "access_key_enc", id, given.access_key),
      is_deleted: false,
      last_synced: null,
      created_by_id: tx.actor.userId,
      created_at: now,
      updated_at: now,
    };
    const stored = await tx.db.provider.upsert({
      where: { organization_id_name: where },
      create: { id, ...where, ...fields },
      update: fields,
    });
    const detail = { name, provider_type: given.provider_type };
    await recordAudit(tx, { action: "provider.created", entityType: "provider", entityId: id, detail });
    return stored;
  });
  return toProvider(await syncProvider(ctx, row));
}

async function assertNameUsable(ctx: Context, name: string): Promise<void> {
  if (!/^[^\s/][^/]{0,99}$/.test(name))
    throw new AppError(
      "invalid_argument",
      "A provider's name is the first part of its models' handles: up to 100 characters, without '/'",
    );
  const states = await ctx.models.providerStates(ctx.actor.organizationId);
  const own = states.find(
    (state) =>
      state.name === name && state.category === "base" && (state.source !== "probe" || state.status === "ok"),
  );
  if (own) throw new AppError("invalid_argument", `'${name}' is the name of a provider of the server itself`);
}
