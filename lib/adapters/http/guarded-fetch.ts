import dns from "node:dns";
import net from "node:net";
import os from "node:os";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";

/**
 * A `fetch` that only connects to public addresses. It checks the address that is really dialled, on every hop of a
 * redirect, so neither a name that resolves to a private address nor a rebinding one gets through.
 */
export function guardedFetch({ connectTimeoutMs = 5_000 }: { connectTimeoutMs?: number } = {}): typeof fetch {
  const connect = buildConnector({ timeout: connectTimeoutMs });
  const dispatcher = new Agent({
    connect(options, callback) {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (net.isIP(host)) {
        if (isPublicAddress(host)) connect(options, callback);
        else callback(refused(host), null);
        return;
      }
      dns.lookup(host, { all: true }, (error, addresses) => {
        const address = addresses?.find((found) => isPublicAddress(found.address));
        if (error) callback(error, null);
        else if (!address) callback(refused(host), null);
        else
          connect(
            { ...options, hostname: address.address, servername: options.servername || host },
            callback,
          );
      });
    },
  });
  // The same interface from two sources: Node's own types and the package's differ in name only.
  return ((input: string, init?: object) =>
    undiciFetch(input, { ...init, dispatcher })) as unknown as typeof fetch;
}

/**
 * True for addresses of the public internet: not loopback, private, link-local, reserved or mapped to one of these, and
 * not this machine's own, which would lead past the firewall in front of it.
 */
export function isPublicAddress(address: string): boolean {
  try {
    const parsed = ipaddr.process(address);
    return parsed.range() === "unicast" && !isOwn(parsed.toNormalizedString());
  } catch {
    return false;
  }
}

const isOwn = (normalised: string) =>
  Object.values(os.networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .some(
      ({ address }) => ipaddr.isValid(address) && ipaddr.process(address).toNormalizedString() === normalised,
    );

const refused = (host: string) =>
  Object.assign(new Error(`Connections to ${host} are not allowed`), { code: "ESSRF" });
