import type { Tool } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { ensureBaseTools } from "../tools/ensure-base-tools";

interface Wanted {
  /** Names of built-in tools, which are created when they are missing. */
  builtIn: string[];
  names: string[];
  ids: string[];
}

/**
 * The wanted tools, each once.
 * @throws AppError `invalid_argument` listing the names and ids that are unknown
 */
export async function findTools(ctx: Context, wanted: Wanted): Promise<Tool[]> {
  const names = [...new Set([...wanted.builtIn, ...wanted.names])];
  const found = await query(ctx, names, wanted.ids);
  const tools =
    missing(found, wanted.builtIn).length > 0 ? await afterEnsuring(ctx, names, wanted.ids) : found;
  const unknownNames = missing(tools, names);
  const unknownIds = wanted.ids.filter((id) => !tools.some((tool) => tool.id === id));
  if (unknownNames.length + unknownIds.length > 0)
    throw new AppError("invalid_argument", `Tools not found: ${[...unknownNames, ...unknownIds].join(", ")}`);
  return tools;
}

async function afterEnsuring(ctx: Context, names: string[], ids: string[]) {
  await ensureBaseTools(ctx);
  return query(ctx, names, ids);
}

async function query(ctx: Context, names: string[], ids: string[]): Promise<Tool[]> {
  if (names.length + ids.length === 0) return [];
  return ctx.db.tool.findMany({
    where: { organization_id: ctx.actor.organizationId, OR: [{ name: { in: names } }, { id: { in: ids } }] },
    orderBy: [{ created_at: "asc" }, { id: "asc" }],
  });
}

const missing = (tools: Tool[], names: string[]) =>
  names.filter((name) => !tools.some((tool) => tool.name === name));
