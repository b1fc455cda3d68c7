import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Model } from "@/lib/contract/models/schemas";

const refreshMs = 30_000;
/** A server that was away is looked for more often: it is usually being restarted. */
const awayMs = 3_000;

export const serverQueries = {
  server: () =>
    queryOptions({
      queryKey: ["server", "facts"],
      queryFn: ({ signal }) => api.mneme.retrieveServer({}, { signal }),
      refetchInterval: (query) => (query.state.status === "error" ? awayMs : refreshMs),
      retry: false,
    }),
  providers: () =>
    queryOptions({
      queryKey: ["server", "providers"],
      queryFn: ({ signal }) => api.mneme.listProviders({}, { signal }),
      refetchInterval: refreshMs,
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
