import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { findSandboxConfig } from "./sandbox-config";
import { toSandboxVariable } from "./sandbox-variable";

/**
 * The variables of a config, the oldest first.
 * @throws AppError `not_found`
 */
export async function listSandboxVariables(ctx: Context, configId: string, page: Page) {
  await findSandboxConfig(ctx, configId);
  const { organizationId } = ctx.actor;
  const rows = await listPage({
    where: { organization_id: organizationId, sandbox_config_id: configId },
    organizationId,
    page,
    defaultOrder: "asc",
    find: (query) => ctx.db.sandboxVariable.findMany(query),
  });
  return rows.map((row) => toSandboxVariable(ctx, row));
}
