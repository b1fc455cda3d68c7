import type { z } from "zod";
import type { Tool } from "@/lib/contract/tools/schemas";
import type { Tool as ToolRow } from "@/lib/generated/prisma/client";
import { builtInTools } from "@/lib/runtime/tools/built-in-tools";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";

export type { ToolRow };
export type ToolBody = z.input<typeof Tool>;

/** The wire's tool. The cast holds because only our own verbs write these columns. */
export const toTool = (row: ToolRow): ToolBody => row as unknown as ToolBody;

/** @throws AppError `not_found` */
export async function findTool(ctx: Context, id: string): Promise<ToolRow> {
  const row = await ctx.db.tool.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Tool", id);
  return row;
}

export const getTool = async (ctx: Context, id: string) => toTool(await findTool(ctx, id));

export const baseToolNames: ReadonlySet<string> = new Set(builtInTools.map(({ name }) => name));

/** Tools of the server itself, whose code and schema are not the user's. */
export const isBaseTool = ({ tool_type }: Pick<ToolRow, "tool_type">) => tool_type.startsWith("letta_");
