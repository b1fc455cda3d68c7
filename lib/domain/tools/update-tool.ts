import type { ToolUpdate } from "@/lib/contract/tools/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { findTool, isBaseTool, type ToolRow, toTool } from "./tool";
import { derivedSchema, namedSchema, toolHash } from "./upsert-tool";

/**
 * Changes a tool; null and absent fields stay. A new schema also renames it; new source alone leaves the schema as it is.
 * @throws AppError for a name that is taken, a source that does not define the tool, or a base tool's definition
 */
export async function updateTool(ctx: Context, id: string, change: ToolUpdate) {
  const row = await findTool(ctx, id);
  const { json_schema, args_json_schema, ...others } = change;
  if (json_schema && args_json_schema)
    throw new AppError("invalid_argument", "Give either json_schema or args_json_schema, not both");
  if (isBaseTool(row) && (json_schema || args_json_schema || change.source_code))
    throw new AppError(
      "invalid_argument",
      `'${row.name}' is a base tool: its schema and code belong to the server`,
    );
  const schema = newSchema(row, change);
  const name = schema ? schema.name : row.name;
  if (name !== row.name) await assertNameFree(ctx, name);
  if (schema || change.source_code) assertDefines(row, change, name);
  const given = Object.fromEntries(
    Object.entries(others).filter(([, value]) => value !== null && value !== undefined),
  );
  const data = {
    ...(given as Prisma.ToolUpdateInput),
    ...(schema && { json_schema: schema as Prisma.InputJsonObject, name }),
    ...(args_json_schema && { args_json_schema: args_json_schema as Prisma.InputJsonObject }),
    ...((schema || change.source_code) && { metadata_: metadata(row, change, schema ?? row.json_schema) }),
    last_updated_by_id: ctx.actor.userId,
  };
  const where = { id, organization_id: ctx.actor.organizationId };
  return toTool(await transaction(ctx, (tx) => tx.db.tool.update({ where, data })));
}

/** The schema that the change brings, given or made from the source as it will be; null = it stays. */
function newSchema(row: ToolRow, change: ToolUpdate) {
  const { json_schema, args_json_schema } = change;
  if (json_schema) return namedSchema(json_schema);
  if (!args_json_schema) return null;
  const source_code = change.source_code ?? row.source_code ?? "";
  const source_type = change.source_type ?? row.source_type ?? "python";
  return namedSchema(derivedSchema({ source_code, source_type, args_json_schema }));
}

async function assertNameFree(ctx: Context, name: string) {
  const where = { organization_id: ctx.actor.organizationId, name };
  if (await ctx.db.tool.findFirst({ where, select: { id: true } }))
    throw new AppError("invalid_argument", `Another tool has the name '${name}' already`);
}

/** A tool whose source lacks its function would fail only when an agent calls it. */
function assertDefines(row: ToolRow, change: ToolUpdate, name: string) {
  const source = change.source_code ?? row.source_code;
  const type = change.source_type ?? row.source_type;
  if (!source || type === "json") return;
  const word = type === "typescript" ? "function" : "def";
  const pattern = new RegExp(`\\b${word}\\s+${escaped(name)}\\s*[(<]`);
  if (pattern.test(source)) return;
  throw new AppError(
    "invalid_argument",
    `The source code does not define the tool: '${word} ${name}' is not in it`,
  );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const metadata = (row: ToolRow, change: ToolUpdate, schema: unknown) => ({
  ...((change.metadata_ ?? row.metadata_ ?? {}) as Prisma.InputJsonObject),
  tool_hash: toolHash(change.source_code ?? row.source_code, schema),
});
