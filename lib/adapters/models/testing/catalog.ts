import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import type { ModelCatalog } from "@/lib/runtime/ports";
import { createModelCatalog, type ModelCatalogOptions } from "../catalog";

/** A catalog that looks for nothing and waits for nothing unless the test wants it to. */
export const catalogOf = (options: Partial<ModelCatalogOptions> = {}): ModelCatalog =>
  createModelCatalog({
    env: {},
    embeddings: [],
    probe: false,
    limits: { retries: 0 },
    demo: { wordDelayMs: 0 },
    ...options,
  });

export const handlesOf = async (catalog: ModelCatalog): Promise<string[]> =>
  (await catalog.listModels("org")).map(({ handle }) => handle);

/** Ports on which nothing listens, for the servers a test does not have. */
export const nobody: Record<string, number> = { ollama: 9, lmstudio: 9, llamacpp: 9, vllm: 9, sglang: 9 };

/** Opens servers that know answers by path and end with their test. */
export function withServers(): (answers: Record<string, unknown>) => Promise<number> {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  return async (answers) => {
    const server = createServer((request, response) => {
      const answer = answers[request.url ?? ""];
      response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer ?? { error: "not found" }));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  };
}
