import type { ProviderState } from "@/lib/runtime/ports";

/** An address as it may be shown: a name, password or token in it is left out. */
export function publicUrl(url: string): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** Where prompts may be sent: what was connected on purpose, and servers found on this machine that answered. */
export const destinationsOf = (states: ProviderState[]) =>
  states.flatMap(({ name, type, baseUrl, source, status }) => {
    const isUsed = source !== "probe" || status === "ok";
    if (!isUsed || !baseUrl || !URL.canParse(baseUrl)) return [];
    const { hostname, host } = new URL(baseUrl);
    return [{ provider: name, type, host, base_url: publicUrl(baseUrl), is_local: isThisMachine(hostname) }];
  });

/** `host.docker.internal` is the machine outside the container, which is the user's all the same. */
const isThisMachine = (hostname: string) =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|host\.docker\.internal)$/.test(hostname);
