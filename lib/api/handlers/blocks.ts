import type { blocks as contract } from "@/lib/contract/registry";
import { relationsAsked } from "@/lib/domain/agents/agent-relations";
import { getBlock } from "@/lib/domain/blocks/block";
import { countBlocks } from "@/lib/domain/blocks/count-blocks";
import { createBlock } from "@/lib/domain/blocks/create-block";
import { deleteBlock } from "@/lib/domain/blocks/delete-block";
import { listAgentsOfBlock } from "@/lib/domain/blocks/list-agents-of-block";
import { listBlocks } from "@/lib/domain/blocks/list-blocks";
import { attachIdentityToBlock, detachIdentityFromBlock } from "@/lib/domain/blocks/set-block-identity";
import { updateBlock } from "@/lib/domain/blocks/update-block";
import type { Handlers } from "../handlers";

export const blocks: Handlers<typeof contract> = {
  listBlocks: ({ ctx, query }) => listBlocks(ctx, query),
  createBlock: ({ ctx, body }) => createBlock(ctx, body),
  countBlocks: ({ ctx, query }) => countBlocks(ctx, query),
  modifyBlock: ({ ctx, params, body }) => updateBlock(ctx, params.block_id, body),
  deleteBlock: ({ ctx, params }) => deleteBlock(ctx, params.block_id),
  retrieveBlock: ({ ctx, params }) => getBlock(ctx, params.block_id),
  listAgentsForBlock: ({ ctx, client, params, query }) =>
    listAgentsOfBlock(ctx, params.block_id, query, relationsAsked(query, client)),
  attachIdentityToBlock: ({ ctx, params }) =>
    attachIdentityToBlock(ctx, { blockId: params.block_id, identityId: params.identity_id }),
  detachIdentityFromBlock: ({ ctx, params }) =>
    detachIdentityFromBlock(ctx, { blockId: params.block_id, identityId: params.identity_id }),
};
