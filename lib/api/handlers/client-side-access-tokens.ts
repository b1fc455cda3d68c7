import type { clientSideAccessTokens as contract } from "@/lib/contract/registry";
import { createClientToken } from "@/lib/domain/client-tokens/create-client-token";
import { listClientTokens } from "@/lib/domain/client-tokens/list-client-tokens";
import { revokeClientToken } from "@/lib/domain/client-tokens/revoke-client-token";
import type { Handlers } from "../handlers";

export const clientSideAccessTokens: Handlers<typeof contract> = {
  createClientSideAccessToken: ({ ctx, body }) => createClientToken(ctx, body),
  listClientSideAccessTokens: ({ ctx, query }) => listClientTokens(ctx, query),
  deleteClientSideAccessToken: ({ ctx, params }) => revokeClientToken(ctx, params.token),
};
