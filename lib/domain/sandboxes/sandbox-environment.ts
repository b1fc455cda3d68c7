import type { Context } from "../context";
import { openVariable } from "./sandbox-variable";

/** The variables that the organisation gives all code of its tools: those of its local config, whatever the language. */
export async function sandboxEnvironment(ctx: Context): Promise<Record<string, string>> {
  const organization_id = ctx.actor.organizationId;
  const rows = await ctx.db.sandboxVariable.findMany({
    where: { organization_id, sandbox_config: { organization_id, type: "local" } },
  });
  return Object.fromEntries(rows.map((row) => [row.key, openVariable(ctx, row)]));
}
