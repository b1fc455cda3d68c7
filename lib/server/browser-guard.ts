/** What keeps a web page of somebody else's from using a server that asks for no key. */
export interface BrowserGuardOptions {
  mode: "local" | "required";
  allowedHosts: string[];
  corsOrigins: string[];
}

const LOCAL_ORIGINS = [
  "http://letta.localhost",
  ...[8283, 8083, 3000, 4200].map((port) => `http://localhost:${port}`),
];
const isLoopbackName = (name: string) =>
  name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d+){3}$/.test(name);

/** Host of a Host header or an origin, without its port. */
const nameOf = (host: string) => host.replace(/:\d+$/, "").toLowerCase();

export function createBrowserGuard({ mode, allowedHosts, corsOrigins }: BrowserGuardOptions) {
  const hosts = new Set(allowedHosts.map((host) => nameOf(host)));
  const origins = new Set([...LOCAL_ORIGINS, ...corsOrigins]);

  return {
    /**
     * Null if the request may go on. In local mode a name that is not this machine's (DNS rebinding) and a page of
     * another origin are refused; where a key is required, the key is the protection.
     */
    refusal(request: {
      method?: string;
      headers: Record<string, string | string[] | undefined>;
    }): string | null {
      if (mode === "required") return null;
      const host = nameOf(String(request.headers.host ?? ""));
      if (!isLoopbackName(host) && !hosts.has(host))
        return `The host '${host}' is not one of this server's names; add it to ALLOWED_HOSTS if it is`;
      const { origin } = request.headers;
      if (origin && !this.allows(String(origin), String(request.headers.host)))
        return `Pages of ${origin} may not use this server; add the origin to CORS_ORIGINS if they should`;
      const isForeignWrite =
        request.headers["sec-fetch-site"] === "cross-site" && !origin && request.method !== "GET";
      return isForeignWrite ? "Pages of other sites may not use this server" : null;
    },

    /** Whether pages of this origin may read answers. */
    allows(origin: string, host: string): boolean {
      return origins.has(origin) || origin === `http://${host}` || origin === `https://${host}`;
    },

    corsHeaders(origin: string | undefined, host: string): Record<string, string> {
      if (!origin || !this.allows(origin, host)) return {};
      return {
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "x-request-id, x-upload-result, retry-after",
        vary: "origin",
      };
    },

    preflightHeaders(requested: string | undefined): Record<string, string> {
      return {
        "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
        "access-control-allow-headers": requested ?? "authorization, content-type",
        "access-control-max-age": "600",
      };
    },
  };
}
