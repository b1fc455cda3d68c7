import { createHash, timingSafeEqual } from "node:crypto";
import type { Actor, Context } from "@/lib/domain/context";
import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import { DEFAULT_ORGANIZATION_ID, DEFAULT_USER_ID } from "./seed";

export interface AuthOptions {
  mode: "local" | "required";
  password: string | undefined;
  db: Context["db"];
}

export const defaultActor: Actor = {
  type: "user",
  id: DEFAULT_USER_ID,
  userId: DEFAULT_USER_ID,
  organizationId: DEFAULT_ORGANIZATION_ID,
};

const LAST_USED_EVERY_MS = 60_000;
/** Paths that answer without a key: clients and supervisors poll them. */
const isOpen = (pathname: string) => /^\/(v1|latest)\/(health|ready)\/?$/.test(pathname);

/**
 * Who asks. In local mode anybody on this machine is the default user, or the one that the `user_id` header names;
 * where a key is required it is the key's user.
 * @throws AppError 401 without a valid key, 400 for an ill-formed `user_id`
 */
export async function authenticate(request: Request, { mode, password, db }: AuthOptions): Promise<Actor> {
  if (mode === "local") return namedUser(request, db);
  const key = bearer(request);
  if (isOpen(new URL(request.url).pathname)) return defaultActor;
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
