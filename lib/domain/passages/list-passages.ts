import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import type { PassageRow } from "./passage";

/** Passages of an archive, a folder or a file, in the order they were made. */
export const listPassages = (
  ctx: Context,
  owner: { archive_id: string } | { folder_id: string } | { file_id: string },
  { search, page, unknownCursor }: { search?: string; page: Page; unknownCursor: "ignore" | 404 },
): Promise<PassageRow[]> =>
  listPage<PassageRow>({
    where: {
      ...owner,
      organization_id: ctx.actor.organizationId,
      is_deleted: false,
      ...(search && { text: { contains: search, mode: "insensitive" } }),
    } satisfies Prisma.PassageWhereInput,
    organizationId: ctx.actor.organizationId,
    page,
    defaultLimit: 100,
    unknownCursor,
    entity: "Passage",
    find: (query) => ctx.db.passage.findMany(query),
  });
