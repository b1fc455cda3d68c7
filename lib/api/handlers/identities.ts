import type { identities as contract } from "@/lib/contract/registry";
import { relationsAsked } from "@/lib/domain/agents/agent-relations";
import { createIdentity } from "@/lib/domain/identities/create-identity";
import { deleteIdentity } from "@/lib/domain/identities/delete-identity";
import { getIdentity } from "@/lib/domain/identities/identity";
import {
  countIdentities,
  listIdentities,
  listIdentityAgents,
  listIdentityBlocks,
} from "@/lib/domain/identities/list-identities";
import { setIdentityProperties, updateIdentity } from "@/lib/domain/identities/update-identity";
import { upsertIdentity } from "@/lib/domain/identities/upsert-identity";
import type { Handlers } from "../handlers";

export const identities: Handlers<typeof contract> = {
  listIdentities: ({ ctx, query }) => listIdentities(ctx, query),
  createIdentity: ({ ctx, body }) => createIdentity(ctx, body),
  upsertIdentity: ({ ctx, body }) => upsertIdentity(ctx, body),
  countIdentities: ({ ctx }) => countIdentities(ctx),
  retrieveIdentity: ({ ctx, params }) => getIdentity(ctx, params.identity_id),
  updateIdentity: ({ ctx, params, body }) => updateIdentity(ctx, params.identity_id, body),
  deleteIdentity: ({ ctx, params }) => deleteIdentity(ctx, params.identity_id),
  upsertPropertiesForIdentity: ({ ctx, params, body }) =>
    setIdentityProperties(ctx, params.identity_id, body),
  listAgentsForIdentity: ({ ctx, client, params, query }) =>
    listIdentityAgents(ctx, params.identity_id, query, relationsAsked(query, client)),
  listBlocksForIdentity: ({ ctx, params, query }) => listIdentityBlocks(ctx, params.identity_id, query),
};
