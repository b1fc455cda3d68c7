import { AppError } from "@/lib/shared/errors";
import type { ToolRow } from "../tools/tool";
import { STATUS_KEY, WARNINGS_KEY } from "./schema-health";

/**
 * A tool whose schema no model can use would fail every turn of its agent.
 * @throws AppError `invalid_argument`
 */
export function assertAttachable(tools: Pick<ToolRow, "name" | "json_schema">[]): void {
  for (const { name, json_schema } of tools) {
    const schema = json_schema as Record<string, unknown> | null;
    if (schema?.[STATUS_KEY] !== "INVALID") continue;
    const reasons = ((schema[WARNINGS_KEY] as string[] | undefined) ?? []).join("; ");
    throw new AppError(
      "invalid_argument",
      `The tool '${name}' cannot be attached: its schema is not valid (${reasons})`,
    );
  }
}
