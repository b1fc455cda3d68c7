import type { z } from "zod";
import type { OrganizationSourcesStats } from "@/lib/contract/folders/schemas";
import type { Context } from "../context";

type Stats = z.input<typeof OrganizationSourcesStats>;

/** How many folders and files there are, and how large; in detail for each folder if asked. */
export async function folderStats(ctx: Context, { isDetailed }: { isDetailed: boolean }): Promise<Stats> {
  const where = { organization_id: ctx.actor.organizationId };
  const [total_sources, sizes] = await Promise.all([
    ctx.db.folder.count({ where }),
    ctx.db.file.aggregate({
      where: { ...where, is_deleted: false },
      _count: true,
      _sum: { file_size: true },
    }),
  ]);
  const total_size = sizes._sum.file_size ?? 0;
  const sources = isDetailed ? await detailed(ctx) : [];
  return { total_sources, total_files: sizes._count, total_size, sources };
}

/** Of all folders together. What is beyond is counted but not listed. */
const filesMax = 10_000;
const foldersMax = 10_000;

async function detailed(ctx: Context): Promise<Stats["sources"]> {
  const organization_id = ctx.actor.organizationId;
  const orderBy = [{ created_at: "asc" as const }, { id: "asc" as const }];
  const folders = await ctx.db.folder.findMany({
    where: { organization_id },
    orderBy,
    take: foldersMax,
    select: { id: true, name: true },
  });
  const where = { organization_id, is_deleted: false, folder_id: { in: folders.map(({ id }) => id) } };
  const [sizes, files] = await Promise.all([
    ctx.db.file.groupBy({ by: ["folder_id"], where, _count: true, _sum: { file_size: true } }),
    ctx.db.file.findMany({
      where,
      orderBy,
      take: filesMax,
      select: { id: true, folder_id: true, file_name: true, file_size: true },
    }),
  ]);
  const sizeOf = new Map(sizes.map((size) => [size.folder_id, size]));
  const filesOf = Map.groupBy(files, ({ folder_id }) => folder_id);
  return folders.map(({ id, name }) => ({
    source_id: id,
    source_name: name,
    file_count: sizeOf.get(id)?._count ?? 0,
    total_size: sizeOf.get(id)?._sum.file_size ?? 0,
    files: (filesOf.get(id) ?? []).map((file) => ({
      file_id: file.id,
      file_name: file.file_name ?? "",
      file_size: file.file_size,
    })),
  }));
}
