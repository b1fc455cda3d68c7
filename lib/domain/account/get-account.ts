import type { z } from "zod";
import type { GetUserResponse, RetrieveCurrentBalancesResponse } from "@/lib/contract/metadata/schemas";
import { notFound } from "@/lib/shared/errors";
import type { Context } from "../context";
import { currentProject } from "./current-project";

/** Nobody is billed on a server of one's own; clients take this tier for one without limits. */
const billing_tier = "enterprise";

/**
 * Who asks, and where.
 * @throws AppError `not_found` for a user that was deleted
 */
export async function getAccount(ctx: Context): Promise<z.input<typeof GetUserResponse>> {
  const { userId, organizationId } = ctx.actor;
  const [user, organization, project] = await Promise.all([
    ctx.db.user.findFirst({ where: { id: userId, organization_id: organizationId, is_deleted: false } }),
    ctx.db.organization.findFirst({ where: { id: organizationId }, select: { name: true } }),
    currentProject(ctx),
  ]);
  if (!user || !organization) throw notFound("User", userId);
  return {
    id: user.id,
    email: user.email ?? "",
    name: user.name,
    organization_name: organization.name,
    organization_id: organizationId,
    current_project_name: project?.name ?? null,
    current_project_id: project?.id ?? null,
    billing_tier,
    remaining_credits: 0,
  };
}

/** What the caller has left to spend here: nothing is sold, so there is nothing to hold. */
export const getBalances = (): z.input<typeof RetrieveCurrentBalancesResponse> => ({
  total_balance: 0,
  monthly_credit_balance: 0,
  purchased_credit_balance: 0,
  billing_tier,
});
