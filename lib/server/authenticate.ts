import { createHash, timingSafeEqual } from "node:crypto";
import type { Operation } from "@/lib/contract/operation";
import { clientTokenHash, clientTokenPrefix, policyOf } from "@/lib/domain/client-tokens/client-token";
import type { Actor, Context } from "@/lib/domain/context";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { isAllowed } from "./client-token-access";
import { DEFAULT_ORGANIZATION_ID, DEFAULT_USER_ID } from "./seed";

export interface AuthOptions {
  mode: "local" | "required";
  password: string | undefined;
  db: Context["db"];
  /** What is called; tokens with a policy open nothing without it. */
  operation?: Pick<Operation, "method" | "path">;
}

export const defaultActor: Actor = {
  type: "user",
  id: DEFAULT_USER_ID,
  userId: DEFAULT_USER_ID,
  organizationId: DEFAULT_ORGANIZATION_ID,
};

const LAST_USED_EVERY_MS = 60_000;
/**
 * Paths that answer without a key: clients and supervisors poll the first, and a browser comes back to the last from a
 * sign-in elsewhere, with a secret of its own.
 */
const isOpen = (pathname: string) =>
  /^\/(v1|latest)\/(health|ready|tools\/mcp\/oauth\/callback)\/?$/.test(pathname);

/**
 * Who asks. In local mode anybody on this machine is the default user, or the one that the `user_id` header names;
 * where a key is required it is the key's user. A token with a policy is held to it in both.
 * @throws AppError 401 without a valid key, 403 for what a token's policy does not allow, 400 for an ill-formed `user_id`
 */
export async function authenticate(request: Request, options: AuthOptions): Promise<Actor> {
  const { mode, password, db } = options;
  const key = bearer(request);
  const isLimited = key?.startsWith(clientTokenPrefix) ?? false;
  if (mode === "local" && !isLimited) return namedUser(request, db);
  if (isOpen(new URL(request.url).pathname)) return defaultActor;
  if (key && isLimited) return holderOf(key, request, options);
  if (!key) throw unauthorized();
  if (password && isSame(key, password)) return namedUser(request, db);
  return ownerOf(key, db);
}

function bearer(request: Request): string | null {
  const token = /^bearer\s+(.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token) return token;
  const bare = request.headers.get("x-bare-password");
  return bare?.startsWith("password ") ? bare.slice("password ".length) : null;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const isSame = (a: string, b: string) => timingSafeEqual(sha256(a), sha256(b));
const unauthorized = () =>
  new AppError("unauthenticated", "Unauthorized", { exact: true, headers: { "www-authenticate": "Bearer" } });

async function ownerOf(key: string, db: Context["db"]): Promise<Actor> {
  const row = await db.apiKey.findUnique({ where: { key_hash: sha256(key).toString("hex") } });
  const now = new Date();
  if (!row || row.revoked_at || (row.expires_at && row.expires_at <= now)) throw unauthorized();
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > LAST_USED_EVERY_MS)
    await db.apiKey.update({ where: { id: row.id }, data: { last_used_at: now } });
  return { type: "api_key", id: row.id, userId: row.user_id, organizationId: row.organization_id };
}

/** Whoever a page of the token's origin shows, who may do with the policy's agents what it says. */
async function holderOf(token: string, request: Request, { db, operation }: AuthOptions): Promise<Actor> {
  const row = await db.clientAccessToken.findUnique({ where: { token_hash: clientTokenHash(token) } });
  if (!row?.created_by_id || row.expires_at <= new Date()) throw unauthorized();
  if (request.headers.get("origin") !== new URL(row.hostname).origin)
    throw new AppError("permission_denied", `The token is for pages of ${row.hostname}`);
  if (!operation || !isAllowed(policyOf(row), operation, new URL(request.url).pathname))
    throw new AppError("permission_denied", "The token's policy does not allow this request");
  const { created_by_id: userId, organization_id: organizationId } = row;
  return { type: "user", id: userId, userId, organizationId, isClientToken: true };
}

/** The user of the `user_id` header; an id that nobody has means the default user. */
async function namedUser(request: Request, db: Context["db"]): Promise<Actor> {
  const id = request.headers.get("user_id");
  if (!id || id === DEFAULT_USER_ID) return defaultActor;
  if (!isId("user", id))
    throw new AppError("invalid_argument", `Invalid user ID format: ${id}. Expected format: 'user-<uuid4>'`);
  const user = await db.user.findFirst({ where: { id, is_deleted: false } });
  return user
    ? { type: "user", id: user.id, userId: user.id, organizationId: user.organization_id }
    : defaultActor;
}
