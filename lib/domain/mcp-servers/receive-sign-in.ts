import type { Context } from "../context";
import { changeSecrets, hashOf } from "./oauth-sessions";

/** What a browser brings back from an authorization server. */
export interface SignInAnswer {
  state?: string;
  code?: string;
  error?: string;
  error_description?: string;
  /** `iss`: who answers, against mixing up two authorization servers. */
  issuer: string | null;
}

/**
 * Keeps the answer for whoever waits for the sign-in. The browser has no key: that it knows the state of a sign-in that
 * is still open is what tells whose it is. Every state is good for one answer.
 */
export async function receiveSignIn(ctx: Context, { state, code, issuer, ...given }: SignInAnswer) {
  const session = state
    ? await ctx.db.mcpOauthSession.findUnique({ where: { state_hash: hashOf(state) } })
    : null;
  if (session?.status !== "pending" || (session.expires_at && session.expires_at < new Date()))
    return { status: "error", message: "This sign-in is not known, or is over. Begin it again" };
  const { id, organization_id, server_url } = session;
  const taken = await ctx.db.mcpOauthSession.updateMany({
    where: { id, organization_id, state_hash: session.state_hash },
    data: { state_hash: null },
  });
  if (taken.count === 0) return { status: "error", message: "This sign-in was answered before", server_url };
  const error = given.error_description ?? given.error ?? "The authorization server sent no code";
  const answer = code && !given.error ? { code, issuer } : { error: error.slice(0, 500) };
  await changeSecrets(ctx, session, (secrets) => ({ ...secrets, answer }));
  if ("error" in answer) {
    const where = { id, organization_id };
    await ctx.db.mcpOauthSession.updateMany({ where, data: { status: "error" } });
    return { status: "error", message: answer.error, server_url };
  }
  return { status: "success", message: "Signed in. You can close this window", server_url };
}
