import { existsSync } from "node:fs";
import type { Connection, Provider } from "./provider";

/** A model server that people run on their own machine, at its usual port. */
export interface LocalProvider {
  name: string;
  port: number;
  create(connection: Connection): Provider;
}

/** Without a trailing slash and without `/v1`: both spellings are in use. */
export const bareUrl = (url: string | null): string => (url ?? "").replace(/\/+$/, "").replace(/\/v1$/, "");

/** The only hosts that are ever probed: this machine, and the one around our container. */
export const probedHosts = (): string[] =>
  existsSync("/.dockerenv") || existsSync("/run/.containerenv")
    ? ["127.0.0.1", "host.docker.internal"]
    : ["127.0.0.1"];

/** The same server at several possible addresses: the first that answers a listing is the one. */
export function firstOf(candidates: Provider[]): Provider {
  let found = candidates[0];
  return {
    ...candidates[0],
    get baseUrl() {
      return found.baseUrl;
    },
    async list() {
      try {
        const [provider, offer] = await Promise.any(
          candidates.map(async (candidate) => [candidate, await candidate.list()] as const),
        );
        found = provider;
        return offer;
      } catch (cause) {
        throw cause instanceof AggregateError ? cause.errors[0] : cause;
      }
    },
    openModel: (config) => found.openModel(config),
    openEmbedder: (config) => found.openEmbedder(config),
  };
}
