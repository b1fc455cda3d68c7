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

async function detailed(ctx: Context): Promise<Stats["sources"]> {
  const folders = await ctx.db.folder.findMany({
    where: { organization_id: ctx.actor.organizationId },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      files: {
        where: { is_deleted: false },
        orderBy: [{ created_at: "asc" }, { id: "asc" }],
        select: { id: true, file_name: true, file_size: true },
      },
    },
  });
  return folders.map(({ id, name, files }) => ({
    source_id: id,
    source_name: name,
    file_count: files.length,
    total_size: files.reduce((total, { file_size }) => total + (file_size ?? 0), 0),
    files: files.map((file) => ({
      file_id: file.id,
      file_name: file.file_name ?? "",
      file_size: file.file_size,
    })),
  }));
}
