import type { SandboxType } from "@/lib/contract/admin/sandbox";
import type { Context } from "../context";
import { listPage, type Page } from "../list-page";
import { toSandboxConfig } from "./sandbox-config";

/** The configs of the organisation, the oldest first. */
export async function listSandboxConfigs(
  ctx: Context,
  { sandbox_type, ...page }: Page & { sandbox_type?: SandboxType },
) {
  const { organizationId } = ctx.actor;
  const rows = await listPage({
    where: { organization_id: organizationId, ...(sandbox_type && { type: sandbox_type }) },
    organizationId,
    page,
    defaultOrder: "asc",
    find: (query) => ctx.db.sandboxConfig.findMany(query),
  });
  return rows.map(toSandboxConfig);
}
