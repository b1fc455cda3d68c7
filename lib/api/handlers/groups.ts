import type { groups as contract } from "@/lib/contract/registry";
import { createGroup } from "@/lib/domain/groups/create-group";
import { deleteGroup } from "@/lib/domain/groups/delete-group";
import { getGroup } from "@/lib/domain/groups/get-group";
import { attachGroupBlock, detachGroupBlock } from "@/lib/domain/groups/group-blocks";
import { listGroupMessages } from "@/lib/domain/groups/list-group-messages";
import { countGroups, listGroups } from "@/lib/domain/groups/list-groups";
import { resetGroupMessages } from "@/lib/domain/groups/reset-group-messages";
import { updateGroup } from "@/lib/domain/groups/update-group";
import { AppError } from "@/lib/shared/errors";
import type { Handlers } from "../handlers";

export const groups: Handlers<typeof contract> = {
  listGroups: ({ ctx, query }) => listGroups(ctx, query),
  countGroups: ({ ctx }) => countGroups(ctx),
  createGroup: ({ ctx, body }) => createGroup(ctx, body),
  retrieveGroup: ({ ctx, params }) => getGroup(ctx, params.group_id),
  modifyGroup: ({ ctx, params, body, sent }) => updateGroup(ctx, params.group_id, body, sent),
  deleteGroup: ({ ctx, params }) => deleteGroup(ctx, params.group_id),
  listGroupMessages: ({ ctx, params, query }) => listGroupMessages(ctx, params.group_id, query),
  modifyGroupMessage: () => {
    throw new AppError("invalid_argument", "Messages cannot be changed once they are stored", {
      status: 405,
      exact: true,
    });
  },
  resetGroupMessages: ({ ctx, params }) => resetGroupMessages(ctx, params.group_id),
  attachBlockToGroup: ({ ctx, params }) =>
    attachGroupBlock(ctx, { groupId: params.group_id, blockId: params.block_id }),
  detachBlockFromGroup: ({ ctx, params }) =>
    detachGroupBlock(ctx, { groupId: params.group_id, blockId: params.block_id }),
};
