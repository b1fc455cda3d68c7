import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

/** @throws AppError `conflict` when another folder of the organisation has the name */
export async function assertNameFree(tx: Context, name: string, ownId?: string): Promise<void> {
  const where = { name, organization_id: tx.actor.organizationId };
  const row = await tx.db.folder.findFirst({ where, select: { id: true } });
  if (row && row.id !== ownId) throw new AppError("conflict", `A folder named '${name}' already exists`);
}
