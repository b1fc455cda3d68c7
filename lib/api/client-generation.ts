/** Which answers a client understands: those of the 1.0 SDKs, or those of everything older (and of curl). */
export type ClientGeneration = "legacy" | "1.0";

export function clientGeneration(headers: Headers): ClientGeneration {
  const agent = headers.get("user-agent");
  if (headers.has("x-stainless-package-version") || !agent) return "1.0";
  return /^(?:@letta-ai\/)?letta-client\/v?1(?:[.a-z-]|$)/i.test(agent.trim()) ? "1.0" : "legacy";
}
