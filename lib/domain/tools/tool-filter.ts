import { ToolType } from "@/lib/contract/tools/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { baseToolNames } from "./tool";

export interface ToolFilter {
  name?: string;
  /** Lists may be given as several values, or as one with commas. */
  names?: string[];
  tool_ids?: string[];
  tool_types?: string[];
  exclude_tool_types?: string[];
  /** Part of the name or the description. */
  search?: string;
  return_only_letta_tools?: boolean;
  exclude_letta_tools?: boolean;
}

/** @throws AppError for a tool type that does not exist */
export function toolFilter(ctx: Context, filter: ToolFilter): Prisma.ToolWhereInput {
  const names = listed(filter.names);
  const ids = listed(filter.tool_ids);
  const types = toolTypes(filter.tool_types);
  const excluded = toolTypes(filter.exclude_tool_types);
  const { name, search } = filter;
  const conditions: Prisma.ToolWhereInput[] = [
    name ? { name } : {},
    names.length > 0 ? { name: { in: names } } : {},
    ids.length > 0 ? { id: { in: ids } } : {},
    types.length > 0 ? { tool_type: { in: types } } : {},
    excluded.length > 0 ? { tool_type: { notIn: excluded } } : {},
    filter.return_only_letta_tools ? { tool_type: { startsWith: "letta_" } } : {},
    filter.exclude_letta_tools ? { name: { notIn: [...baseToolNames] } } : {},
    search ? { OR: [{ name: contains(search) }, { description: contains(search) }] } : {},
    ctx.projectId ? { OR: [{ project_id: ctx.projectId }, { project_id: null }] } : {},
  ];
  return { organization_id: ctx.actor.organizationId, AND: conditions };
}

const contains = (text: string) => ({ contains: text, mode: "insensitive" as const });

const listed = (values: string[] = []) =>
  values.flatMap((value) => value.split(",").flatMap((item) => item.trim() || []));

/** @throws AppError for one that does not exist */
export function toolTypes(values: string[] | undefined | null): string[] {
  const types = listed(values ?? []);
  const unknown = types.find((type) => !ToolType.options.some((known) => known === type));
  if (!unknown) return types;
  const known = ToolType.options.join(", ");
  throw new AppError("invalid_argument", `Invalid tool type: ${unknown}. Allowed values: ${known}`);
}
