import { createHash } from "node:crypto";
import { aMcpServer, says } from "./http-server";

interface Grant {
  code: string;
  challenge: string | null;
  redirectUri: string | null;
}

/** An MCP server that asks for a sign-in, and its authorization server, both at one address. */
export async function aSignInServer() {
  let grant: Grant | null = null;
  let token = 0;
  let isExpired = false;
  let isRevoked = false;
  const seen = { registrations: [] as Record<string, unknown>[], grants: [] as string[] };
  const current = () => `access-${token}`;

  async function intercept(request: Request): Promise<Response | null> {
    const { origin, pathname } = new URL(request.url);
    switch (pathname) {
      case "/.well-known/oauth-protected-resource/mcp":
        return Response.json({ resource: served.url, authorization_servers: [origin] });
      case "/.well-known/oauth-authorization-server":
        return Response.json({
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          registration_endpoint: `${origin}/register`,
          response_types_supported: ["code"],
          grant_types_supported: ["authorization_code", "refresh_token"],
          code_challenge_methods_supported: ["S256"],
          token_endpoint_auth_methods_supported: ["none"],
        });
      case "/register": {
        const body = (await request.json()) as Record<string, unknown>;
        seen.registrations.push(body);
        return Response.json({ ...body, client_id: "client-1" }, { status: 201 });
      }
      case "/token":
        return answerToken(new URLSearchParams(await request.text()));
      default: {
        const isGood = token > 0 && !isExpired;
        if (isGood && request.headers.get("authorization") === `Bearer ${current()}`) return null;
        const where = `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`;
        return new Response("sign in", { status: 401, headers: { "www-authenticate": where } });
      }
    }
  }

  function answerToken(form: URLSearchParams): Response {
    seen.grants.push(form.get("grant_type") ?? "");
    const isRefresh = form.get("grant_type") === "refresh_token";
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isGranted = isRefresh
      ? form.get("refresh_token") === `refresh-${token}` && !isRevoked
      : form.get("code") === grant?.code &&
        verifier === grant?.challenge &&
        form.get("redirect_uri") === grant?.redirectUri;
    if (!isGranted) return Response.json({ error: "invalid_grant" }, { status: 400 });
    token++;
    isExpired = false;
    const tokens = { access_token: current(), refresh_token: `refresh-${token}`, token_type: "Bearer" };
    return Response.json({ ...tokens, expires_in: 3600 });
  }

  const served = await aMcpServer({ tools: { secret: { run: () => says("inside") } }, intercept });
  return {
    ...served,
    seen,
    /** What a browser does with the address it is sent to: the address it is sent back to. */
    grantAt(address: string): URL {
      const { searchParams } = new URL(address);
      grant = {
        code: "code-1",
        challenge: searchParams.get("code_challenge"),
        redirectUri: searchParams.get("redirect_uri"),
      };
      const back = new URL(grant.redirectUri ?? "");
      back.searchParams.set("code", grant.code);
      back.searchParams.set("state", searchParams.get("state") ?? "");
      return back;
    },
    /** The access token in use is not good any more; the refresh token still is. */
    expire() {
      isExpired = true;
    },
    /** Neither is. */
    revoke() {
      isExpired = true;
      isRevoked = true;
    },
  };
}
