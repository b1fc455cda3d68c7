import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

const bytesPerUnit: Record<string, number> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/** The size that clients reckon with: every passage as a vector of 4096 four-byte numbers. */
const bytesPerPassage = 4096 * 4;

/** @throws AppError for an unknown unit */
export async function storageSize(ctx: Context, unit: string): Promise<number> {
  const bytes = bytesPerUnit[unit];
  if (!bytes) {
    const known = Object.keys(bytesPerUnit).join(", ");
    throw new AppError("invalid_argument", `Invalid storage unit: ${unit}. Expected one of: ${known}`);
  }
  const count = await ctx.db.passage.count({
    where: { organization_id: ctx.actor.organizationId, is_deleted: false },
  });
  return (count * bytesPerPassage) / bytes;
}
