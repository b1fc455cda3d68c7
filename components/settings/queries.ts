import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { createKey } from "@/lib/contract/mneme/operations";
import type { Call } from "@/lib/contract/operation";

const keyLimit = 200;

export const keyQueries = {
  all: () => ["keys"] as const,
  list: (withRevoked: boolean) =>
    queryOptions({
      queryKey: [...keyQueries.all(), { withRevoked }],
      queryFn: ({ signal }) =>
        api.mneme.listKeys({ query: { limit: keyLimit, include_revoked: withRevoked } }, { signal }),
    }),
};

type NewKey = NonNullable<Call<typeof createKey>["body"]>;

export function useCreateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (key: NewKey) => api.mneme.createKey({ body: key }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyQueries.all() }),
    // The key itself is nowhere kept but in the dialog that shows it.
    gcTime: 0,
  });
}

export function useRevokeKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.mneme.revokeKey({ params: { key_id: id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyQueries.all() }),
  });
}
