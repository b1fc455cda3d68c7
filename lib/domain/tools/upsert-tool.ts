import { createHash } from "node:crypto";
import type { ToolCreate } from "@/lib/contract/tools/schemas";
import { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { type DerivedSchema, deriveSchema } from "./derive-schema";
import { baseToolNames, toTool } from "./tool";

const sourceTypes = ["python", "typescript", "json"];

/**
 * Creates a tool, or replaces the organisation's tool of that name, which keeps its id and, unless new ones are given,
 * its tags.
 * @throws AppError for a request without a usable schema, or for the name of a base tool
 */
export async function upsertTool(ctx: Context, request: ToolCreate) {
  const schema = schemaOf(request);
  const organization_id = ctx.actor.organizationId;
  const columns = columnsOf(ctx, request, schema);
  const row = await ctx.db.tool.upsert({
    where: { organization_id_name: { organization_id, name: schema.name } },
    create: {
      id: ctx.ids.next("tool"),
      organization_id,
      name: schema.name,
      ...columns,
      tags: request.tags ?? [],
      project_id: ctx.projectId,
      created_by_id: ctx.actor.userId,
      created_at: ctx.clock.now(),
    },
    update: { ...columns, ...(request.tags?.length && { tags: request.tags }) },
  });
  return toTool(row);
}

type Schema = Record<string, unknown> & { name: string };

function schemaOf({ json_schema, args_json_schema, source_code, source_type }: ToolCreate): Schema {
  if (!sourceTypes.includes(source_type)) {
    const known = sourceTypes.join(", ");
    throw new AppError(
      "invalid_argument",
      `Unsupported source type: ${source_type}. Expected one of: ${known}`,
    );
  }
  if (json_schema) return namedSchema(json_schema);
  return namedSchema(derivedSchema({ source_code, source_type, args_json_schema }));
}

/**
 * The schema of a tool whose request leaves it to us. Only Python says enough about its parameters.
 * @throws AppError `unprocessable` for another language, `invalid_argument` for a source from which none can be made
 */
export function derivedSchema({
  source_code,
  source_type,
  args_json_schema,
}: Pick<ToolCreate, "source_code" | "source_type" | "args_json_schema">): DerivedSchema {
  if (source_type === "python") return deriveSchema(source_code, args_json_schema);
  const language = source_type === "typescript" ? "TypeScript" : source_type;
  throw new AppError(
    "unprocessable",
    `A ${language} tool needs a json_schema: a schema is derived from Python source only`,
    { exact: true },
  );
}

/** @throws AppError for a schema without a name, or with that of a base tool */
export function namedSchema(schema: Record<string, unknown>): Schema {
  const { name } = schema;
  if (typeof name !== "string" || name.trim() === "")
    throw new AppError("invalid_argument", "The json_schema needs a 'name', which becomes the tool's name");
  if (baseToolNames.has(name))
    throw new AppError("invalid_argument", `'${name}' is a base tool. Give your tool another name`);
  return { ...schema, name };
}

const columnsOf = (ctx: Context, request: ToolCreate, schema: Schema) => ({
  tool_type: "custom",
  mcp_server_id: null,
  description: request.description ?? (typeof schema.description === "string" ? schema.description : null),
  source_type: request.source_type,
  source_code: request.source_code,
  json_schema: schema as Prisma.InputJsonObject,
  args_json_schema: orDbNull(request.args_json_schema),
  return_char_limit: request.return_char_limit,
  pip_requirements: orDbNull(request.pip_requirements),
  npm_requirements: orDbNull(request.npm_requirements),
  default_requires_approval: request.default_requires_approval ?? null,
  enable_parallel_execution: request.enable_parallel_execution ?? false,
  metadata_: { tool_hash: toolHash(request.source_code, schema) },
  last_updated_by_id: ctx.actor.userId,
});

/** Changes with the tool's code and schema. */
export const toolHash = (source: string | null, schema: unknown) =>
  createHash("sha256")
    .update(JSON.stringify([source, schema]))
    .digest("hex");

export const orDbNull = (value: unknown) =>
  value === null || value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue);
