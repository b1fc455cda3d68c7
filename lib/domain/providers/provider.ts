import type { z } from "zod";
import type { Provider } from "@/lib/contract/providers/schemas";
import type { Provider as ProviderRow } from "@/lib/generated/prisma/client";
import type { RegisteredProvider } from "@/lib/runtime/ports";
import { notFound } from "@/lib/shared/errors";
import type { Context, SecretBox } from "../context";

export type { ProviderRow };

export type ProviderBody = z.input<typeof Provider>;

/** The wire's provider. Neither keys nor their ciphertexts leave the server. */
export const toProvider = (row: ProviderRow): ProviderBody => ({
  id: row.id,
  name: row.name,
  provider_type: row.provider_type as ProviderBody["provider_type"],
  provider_category: "byok",
  api_key: null,
  base_url: row.base_url,
  access_key: null,
  region: row.region,
  api_version: row.api_version,
  updated_at: row.updated_at,
  last_synced: row.last_synced,
  api_key_enc: null,
  access_key_enc: null,
});

/** @throws AppError `not_found`, also for a deleted one */
export async function findProvider(ctx: Context, id: string): Promise<ProviderRow> {
  const row = await ctx.db.provider.findFirst({
    where: { id, organization_id: ctx.actor.organizationId, is_deleted: false },
  });
  if (!row) throw notFound("Provider", id);
  return row;
}

export const getProvider = async (ctx: Context, id: string) => toProvider(await findProvider(ctx, id));

/** The provider with its keys in plain text: for the model catalog only. */
export function openedProvider(secrets: SecretBox, row: ProviderRow): RegisteredProvider {
  const opened = (column: KeyColumn) => {
    const sealed = row[column];
    return sealed && secrets.open(sealed, keyPlace(column, row.id));
  };
  return {
    name: row.name,
    provider_type: row.provider_type,
    api_key: opened("api_key_enc"),
    access_key: opened("access_key_enc"),
    base_url: row.base_url,
    region: row.region,
    api_version: row.api_version,
  };
}

type KeyColumn = "api_key_enc" | "access_key_enc";

const keyPlace = (column: KeyColumn, id: string) => `providers.${column}:${id}`;

export const sealedKey = (ctx: Context, column: KeyColumn, id: string, key: string | null | undefined) =>
  key?.trim() ? ctx.secrets.seal(key.trim(), keyPlace(column, id)) : null;
