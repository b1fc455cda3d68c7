/** How a server is reached, as its owner said it: templates are not filled in, a token has no scheme. */
export type McpConfig =
  | { type: "stdio"; command: string; args: string[]; env: Record<string, string> | null }
  | {
      type: "sse" | "streamable_http";
      server_url: string;
      /** The header that carries the token; null = `Authorization`. */
      auth_header: string | null;
      token: string | null;
      custom_headers: Record<string, string> | null;
    };

/** The fields by which both generations of the API describe a server. */
export interface GivenConfig {
  type: string;
  command?: string | null;
  args?: string[] | null;
  env?: Record<string, string> | null;
  server_url?: string | null;
  auth_header?: string | null;
  auth_token?: string | null;
  custom_headers?: Record<string, string> | null;
}

/** What was said, over what was known; null and absent fields stay. */
export function configOf(given: GivenConfig, known?: McpConfig): McpConfig {
  if (given.type === "stdio" || typeof given.command === "string") {
    const before = known?.type === "stdio" ? known : null;
    return {
      type: "stdio",
      command: given.command ?? before?.command ?? "",
      args: given.args ?? before?.args ?? [],
      env: given.env ?? before?.env ?? null,
    };
  }
  const before = known && known.type !== "stdio" ? known : null;
  const token = given.auth_token ?? null;
  return {
    type: given.type === "sse" ? "sse" : "streamable_http",
    server_url: given.server_url?.trim() ?? before?.server_url ?? "",
    auth_header: given.auth_header?.trim() || (before?.auth_header ?? null),
    token: token === null ? (before?.token ?? null) : withoutScheme(token),
    custom_headers: given.custom_headers ?? before?.custom_headers ?? null,
  };
}

const withoutScheme = (token: string) => token.trim().replace(/^bearer\s+/i, "") || null;

/** The header and its value; null without a token. */
export function tokenHeader(config: Extract<McpConfig, { server_url: string }>) {
  const { token, auth_header } = config;
  if (token === null) return null;
  const name = auth_header ?? "Authorization";
  return { name, value: name.toLowerCase() === "authorization" ? `Bearer ${token}` : token };
}

/** The fields of both generations of the API. Their contract shows the token to its owner. */
export function givenFields(config: McpConfig) {
  if (config.type === "stdio") {
    const { command, args, env } = config;
    return { command, args, env };
  }
  const header = tokenHeader(config);
  return {
    server_url: config.server_url,
    auth_header: header?.name ?? null,
    auth_token: header?.value ?? null,
    custom_headers: config.custom_headers,
  };
}
