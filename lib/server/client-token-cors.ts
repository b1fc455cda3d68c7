import type { Context } from "@/lib/domain/context";

const originsMax = 100;

/**
 * What lets a page read answers because a token that still opens something was made for its origin. Cookies are no part
 * of it: such pages show their token. Asked before anybody's token is seen, since a browser asks first without it.
 */
export async function clientTokenCors(db: Context["db"], origin: string): Promise<Record<string, string>> {
  const rows = await db.clientAccessToken.findMany({
    where: { hostname: { startsWith: origin, mode: "insensitive" }, expires_at: { gt: new Date() } },
    select: { hostname: true },
    distinct: ["hostname"],
    take: originsMax,
  });
  if (!rows.some(({ hostname }) => new URL(hostname).origin === origin)) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "x-request-id, x-upload-result, retry-after",
    vary: "origin",
  };
}
