import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import { serverQueries } from "@/components/shell/queries";
import { connectionOf, type ProviderDraft } from "./provider-kinds";

/** Providers that were added here, by which their rows know what can be done with them. */
export const ownProviders = () =>
  queryOptions({
    queryKey: ["server", "own-providers"],
    queryFn: ({ signal }) => api.providers.listProviders({ query: { limit: 0 } }, { signal }),
  });

/** Asks every provider again; whatever came of it, the lists of models are read anew. */
export function useRefreshProviders() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.mneme.refreshProviders({}),
    onSuccess: (providers) => {
      queryClient.setQueryData(serverQueries.providers().queryKey, providers);
      void queryClient.invalidateQueries({ queryKey: serverQueries.models().queryKey });
      void queryClient.invalidateQueries({ queryKey: serverQueries.embeddingModels().queryKey });
    },
  });
}

export const useTestModel = (handle: string) =>
  useMutation({
    mutationKey: ["test-model", handle],
    mutationFn: () => api.mneme.testModel({ body: { handle } }),
  });

/** Why a provider was not added, and whether that was the provider's own word. */
class AddError extends Error {
  constructor(
    cause: unknown,
    readonly wasChecking: boolean,
  ) {
    super(cause instanceof Error ? cause.message : "The server gave no reason.", { cause });
  }
}

export function useAddProvider() {
  const queryClient = useQueryClient();
  return useMutation<unknown, AddError, { draft: ProviderDraft; isUnchecked: boolean }>({
    mutationFn: async ({ draft, isUnchecked }) => {
      const body = { provider_type: draft.type, ...connectionOf(draft) };
      if (!isUnchecked)
        await api.providers.checkProvider({ body }).catch((error) => {
          throw new AddError(error, true);
        });
      return api.providers.createProvider({ body: { name: draft.name.trim(), ...body } }).catch((error) => {
        throw new AddError(error, false);
      });
    },
    onSuccess: () => readAgain(queryClient),
  });
}

export function useChangeProvider(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (draft: ProviderDraft) => {
      const { access_key, ...connection } = connectionOf(draft);
      // Left empty, the id of an AWS key stays what it is.
      const body = { ...connection, ...(access_key && { access_key }) };
      return api.providers.modifyProvider({ params: { provider_id: id }, body });
    },
    onSuccess: () => readAgain(queryClient),
  });
}

export function useDeleteProvider(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.providers.deleteProvider({ params: { provider_id: id } }),
    onSuccess: () => readAgain(queryClient),
  });
}

export const useCheckProvider = (id: string) =>
  useMutation({ mutationFn: () => api.providers.checkExistingProvider({ params: { provider_id: id } }) });

export function useRefreshProvider(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.providers.refreshProviderModels({ params: { provider_id: id } }),
    onSuccess: () => readAgain(queryClient),
  });
}

/** Providers and everything that is listed from them. */
const readAgain = (queryClient: QueryClient) =>
  Promise.all(
    [ownProviders(), serverQueries.providers(), serverQueries.models(), serverQueries.embeddingModels()].map(
      ({ queryKey }) => queryClient.invalidateQueries({ queryKey }),
    ),
  );
