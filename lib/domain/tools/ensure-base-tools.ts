import { createHash } from "node:crypto";
import type { Prisma } from "@/lib/generated/prisma/client";
import {
  type BuiltInTool,
  builtInReturnCharLimit,
  builtInTools,
  jsonSchemaOf,
} from "@/lib/runtime/tools/built-in-tools";
import type { Context } from "../context";

/**
 * Gives the organisation every base tool as this version of the server defines it. Costs one small query when nothing
 * changed. A user's own tool that was there before a base tool of its name is left alone.
 */
export async function ensureBaseTools(ctx: Context): Promise<void> {
  const organization_id = ctx.actor.organizationId;
  const rows = await ctx.db.tool.findMany({
    where: { organization_id, name: { in: builtInTools.map(({ name }) => name) } },
    select: { name: true, tool_type: true, metadata_: true },
  });
  const known = new Map(rows.map((row) => [row.name, row]));
  const missing = builtInTools.filter(({ name }) => !known.has(name));
  if (missing.length > 0) await ctx.db.tool.createMany({ data: newRows(ctx, missing), skipDuplicates: true });
  for (const tool of builtInTools) {
    const row = known.get(tool.name);
    const isOurs = row?.tool_type.startsWith("letta_");
    if (!isOurs || (row?.metadata_ as { tool_hash?: string } | null)?.tool_hash === hashes.get(tool.name))
      continue;
    await ctx.db.tool.updateMany({ where: { organization_id, name: tool.name }, data: definition(tool) });
  }
}

/** A millisecond apart, so that lists by creation keep the order of the definitions. */
function newRows(ctx: Context, tools: BuiltInTool[]): Prisma.ToolCreateManyInput[] {
  const now = ctx.clock.now().getTime();
  return tools.map((tool, i) => ({
    id: ctx.ids.next("tool"),
    organization_id: ctx.actor.organizationId,
    name: tool.name,
    ...definition(tool),
    created_by_id: ctx.actor.userId,
    last_updated_by_id: ctx.actor.userId,
    created_at: new Date(now - tools.length + i),
  }));
}

const definition = (tool: BuiltInTool) => ({
  tool_type: tool.tool_type,
  description: tool.description,
  source_type: "python",
  source_code: null,
  json_schema: jsonSchemaOf(tool) as Prisma.InputJsonObject,
  tags: [tool.tool_type],
  return_char_limit: builtInReturnCharLimit,
  enable_parallel_execution: tool.enable_parallel_execution,
  metadata_: { tool_hash: hashes.get(tool.name) ?? null },
});

const hashOf = (tool: BuiltInTool) => createHash("sha256").update(JSON.stringify(tool)).digest("hex");

/** Says whether a row is what this version would write, without comparing schemas. */
const hashes = new Map(builtInTools.map((tool) => [tool.name, hashOf(tool)]));
