import type { PrismaClient } from "@/lib/generated/prisma/client";

/** Who acts where no credential names anybody; clients know these ids. */
export const DEFAULT_ORGANIZATION_ID = "org-00000000-0000-4000-8000-000000000000";
export const DEFAULT_USER_ID = "user-00000000-0000-4000-8000-000000000000";

/** The rows that every installation has. Safe to run at every start. */
export async function seed(db: PrismaClient): Promise<void> {
  await db.organization.createMany({
    data: [{ id: DEFAULT_ORGANIZATION_ID, name: "default_org" }],
    skipDuplicates: true,
  });
  await db.user.createMany({
    data: [{ id: DEFAULT_USER_ID, organization_id: DEFAULT_ORGANIZATION_ID, name: "default_user" }],
    skipDuplicates: true,
  });
}
