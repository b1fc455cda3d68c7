import type { providers as contract } from "@/lib/contract/registry";
import { checkExistingProvider, checkProvider } from "@/lib/domain/providers/check-provider";
import { createProvider } from "@/lib/domain/providers/create-provider";
import { deleteProvider } from "@/lib/domain/providers/delete-provider";
import { listProviders } from "@/lib/domain/providers/list-providers";
import { getProvider } from "@/lib/domain/providers/provider";
import { refreshProvider } from "@/lib/domain/providers/refresh-provider";
import { updateProvider } from "@/lib/domain/providers/update-provider";
import type { Handlers } from "../handlers";

export const providers: Handlers<typeof contract> = {
  listProviders: ({ ctx, query: { name, provider_type, ...page } }) =>
    listProviders(ctx, { name, provider_type }, page),
  createProvider: ({ ctx, body }) => createProvider(ctx, body),
  retrieveProvider: ({ ctx, params }) => getProvider(ctx, params.provider_id),
  modifyProvider: ({ ctx, params, body }) => updateProvider(ctx, params.provider_id, body),
  deleteProvider: ({ ctx, params }) => deleteProvider(ctx, params.provider_id),
  checkProvider: ({ ctx, body }) => checkProvider(ctx, body),
  checkExistingProvider: ({ ctx, params }) => checkExistingProvider(ctx, params.provider_id),
  refreshProviderModels: ({ ctx, params }) => refreshProvider(ctx, params.provider_id),
};
