import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import { serverQueries } from "@/components/shell/queries";

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
