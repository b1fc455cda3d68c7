import { z } from "zod";
import { id, page } from "../common";
import { operation } from "../operation";
import { Provider, ProviderCheck, ProviderCreate, ProviderType, ProviderUpdate } from "./schemas";

const providerParams = z.object({ provider_id: id("provider") });

export const listProviders = operation({
  method: "GET",
  path: "/v1/providers/",
  operationId: "list_providers",
  summary: "List providers",
  query: z.object({
    ...page(),
    name: z.string().optional(),
    provider_type: ProviderType.optional(),
  }),
  response: z.array(Provider),
});

export const createProvider = operation({
  method: "POST",
  path: "/v1/providers/",
  operationId: "create_provider",
  summary: "Create provider",
  body: ProviderCreate,
  response: Provider,
});

export const retrieveProvider = operation({
  method: "GET",
  path: "/v1/providers/{provider_id}",
  operationId: "retrieve_provider",
  summary: "Retrieve provider",
  params: providerParams,
  response: Provider,
});

export const modifyProvider = operation({
  method: "PATCH",
  path: "/v1/providers/{provider_id}",
  operationId: "modify_provider",
  summary: "Modify provider",
  params: providerParams,
  body: ProviderUpdate,
  response: Provider,
});

export const deleteProvider = operation({
  method: "DELETE",
  path: "/v1/providers/{provider_id}",
  operationId: "delete_provider",
  summary: "Delete provider",
  params: providerParams,
  response: z.unknown(),
});

export const checkProvider = operation({
  method: "POST",
  path: "/v1/providers/check",
  operationId: "check_provider",
  summary: "Check provider",
  body: ProviderCheck,
  response: z.unknown(),
});

export const checkExistingProvider = operation({
  method: "POST",
  path: "/v1/providers/{provider_id}/check",
  operationId: "check_existing_provider",
  summary: "Check existing provider",
  params: providerParams,
  response: z.unknown(),
});

export const refreshProviderModels = operation({
  method: "PATCH",
  path: "/v1/providers/{provider_id}/refresh",
  operationId: "refresh_provider_models",
  summary: "Refresh provider models",
  params: providerParams,
  response: Provider,
});
