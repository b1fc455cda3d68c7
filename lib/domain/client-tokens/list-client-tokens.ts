import type { z } from "zod";
import type { ListClientSideAccessTokensResponse } from "@/lib/contract/client-side-access-tokens/schemas";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { toClientToken } from "./client-token";

const limitMax = 100;

/**
 * A page of the tokens that still open something, the newest first.
 * @throws AppError `invalid_argument` for numbers that count nothing
 */
export async function listClientTokens(
  ctx: Context,
  { agentId, offset, limit }: { agentId?: string; offset: number; limit: number },
): Promise<z.input<typeof ListClientSideAccessTokensResponse>> {
  if (!isCount(offset) || !isCount(limit))
    throw new AppError("invalid_argument", "offset and limit must be whole numbers from 0");
  const count = Math.min(limit, limitMax);
  const rows = await ctx.db.clientAccessToken.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      expires_at: { gt: ctx.clock.now() },
      ...(agentId !== undefined && { policy: { path: ["data"], array_contains: [{ id: agentId }] } }),
    },
    orderBy: [{ created_at: "desc" }, { id: "desc" }],
    skip: offset,
    take: count + 1,
  });
  return {
    tokens: rows.slice(0, count).map((row) => toClientToken(ctx, row)),
    hasNextPage: rows.length > count,
  };
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
