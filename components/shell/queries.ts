import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Model } from "@/lib/contract/models/schemas";

/** What this server says of itself beyond the contract. */
type ServerHealth = { version: string; status: string; database?: string };

const refreshMs = 30_000;

export const serverQueries = {
  health: () =>
    queryOptions({
      queryKey: ["server", "health"],
      queryFn: async ({ signal }): Promise<ServerHealth> => {
        const response = await fetch("/v1/health/", { signal });
        if (!response.ok) throw new Error(`The server answered ${response.status}`);
        return response.json();
      },
      refetchInterval: refreshMs,
      retry: false,
    }),
  models: () =>
    queryOptions({
      queryKey: ["server", "models"],
      queryFn: ({ signal }) => api.models.listModels({}, { signal }),
      refetchInterval: refreshMs,
    }),
  embeddingModels: () =>
    queryOptions({
      queryKey: ["server", "embedding-models"],
      queryFn: ({ signal }) => api.models.listEmbeddingModels({}, { signal }),
    }),
};

export const isDemo = (handle: string | null | undefined) => handle?.startsWith("demo/") ?? false;

/** The demo is never passed off as a language model. */
export function modelName(handle: string | null | undefined, models: Model[] = []): string {
  if (!handle) return "No model";
  if (isDemo(handle)) return "Demo (rules, not a language model)";
  return (
    models.find((model) => model.handle === handle)?.display_name ?? handle.slice(handle.indexOf("/") + 1)
  );
}

/** A real model if there is one. */
export const preferredModel = (models: Model[]): Model | undefined =>
  models.find((model) => !isDemo(model.handle)) ?? models[0];
