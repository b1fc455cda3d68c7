import type { RegisteredProvider } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { openedProvider } from "./provider";

type Source = Pick<Context, "db" | "secrets" | "log">;

/**
 * The providers that an organisation registered, with their keys, for the model catalog. A key that cannot be opened
 * (it was sealed with another encryption key) costs its provider, not the list.
 */
export async function loadProviders(
  { db, secrets, log }: Source,
  organizationId: string,
): Promise<RegisteredProvider[]> {
  const rows = await db.provider.findMany({
    where: { organization_id: organizationId, is_deleted: false },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });
  return rows.flatMap((row) => {
    try {
      return [openedProvider(secrets, row)];
    } catch (error) {
      log.error({ error, provider_id: row.id }, "the key of a registered provider could not be opened");
      return [];
    }
  });
}
