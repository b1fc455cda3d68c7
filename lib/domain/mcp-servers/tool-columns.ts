import type { Prisma, Tool as ToolRow } from "@/lib/generated/prisma/client";
import type { McpToolDescription } from "@/lib/runtime/mcp";
import { normaliseSchema } from "./normalise-schema";
import { type SchemaHealth, STATUS_KEY, schemaHealth, WARNINGS_KEY } from "./schema-health";

/** Providers take no longer names. */
const nameLengthMax = 64;

/** What a tool's row says of where it comes from. The server's own name for it may differ from ours. */
export interface McpOrigin {
  server_name: string;
  server_id: string;
  tool_name: string;
}

export const originOf = ({ metadata_ }: Pick<ToolRow, "metadata_">): McpOrigin | null =>
  (metadata_ as { mcp?: McpOrigin } | null)?.mcp ?? null;

/** The columns that follow the server; all others of the row belong to its user. */
export function toolColumns(description: McpToolDescription, name: string) {
  const { status, reasons } = schemaHealth(description.inputSchema);
  const text = description.description ?? "";
  const json_schema = {
    name,
    description: text,
    parameters: normaliseSchema(description.inputSchema),
    [STATUS_KEY]: status,
    [WARNINGS_KEY]: reasons,
  };
  return { name, description: text, json_schema: json_schema as Prisma.InputJsonObject };
}

/** For a tool that was usable before: what it can be called with stays, that it must not be given to others is said. */
export function unhealthyColumns(row: ToolRow, { status, reasons }: SchemaHealth) {
  const before = row.json_schema as Prisma.JsonObject;
  return {
    json_schema: { ...before, [STATUS_KEY]: status, [WARNINGS_KEY]: reasons } as Prisma.InputJsonObject,
  };
}

export const mcpTag = (serverName: string) => `mcp:${serverName}`;

/** Letters, digits, `_` and `-`: the names that all providers take. */
const plainName = (text: string) => text.replace(/[^\w-]+/g, "_").slice(0, nameLengthMax) || "tool";

/** The tool's own name, or one with that of its server where the first is taken. */
export function freeName(toolName: string, serverName: string, taken: ReadonlySet<string>): string {
  const name = plainName(toolName);
  const long = plainName(`${name.slice(0, nameLengthMax - 24)}_${serverName}`);
  for (let number = 0; ; number++) {
    const candidate = [name, long][number] ?? `${long.slice(0, nameLengthMax - 4)}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
