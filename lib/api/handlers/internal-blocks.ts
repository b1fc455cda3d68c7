import type { internalBlocks as contract } from "@/lib/contract/registry";
import { relationsAsked } from "@/lib/domain/agents/agent-relations";
import { createBlock } from "@/lib/domain/blocks/create-block";
import { deleteBlock } from "@/lib/domain/blocks/delete-block";
import { listAgentsOfBlock } from "@/lib/domain/blocks/list-agents-of-block";
import { listBlocks } from "@/lib/domain/blocks/list-blocks";
import type { Handlers } from "../handlers";

export const internalBlocks: Handlers<typeof contract> = {
  listInternalBlocks: ({ ctx, query }) => listBlocks(ctx, query),
  createInternalBlock: ({ ctx, body }) => createBlock(ctx, body),
  deleteInternalBlock: ({ ctx, params }) => deleteBlock(ctx, params.block_id),
  listAgentsForInternalBlock: ({ ctx, client, params, query }) =>
    listAgentsOfBlock(ctx, params.block_id, query, relationsAsked(query, client)),
};
