import { z } from "zod";
import { deprecated, id, page } from "../common";
import {
  UpdateAssistantMessage,
  UpdateReasoningMessage,
  UpdateSystemMessage,
  UpdateUserMessage,
} from "../messages/requests";
import { LettaMessageUnion, MessageType } from "../messages/schemas";
import { operation } from "../operation";
import { Group, GroupCreate, GroupUpdate, ManagerType, ModifyGroupMessageResponse } from "./schemas";

const groupParams = z.object({ group_id: id("group") });
const blockGroupParams = z.object({ block_id: z.string(), group_id: id("group") });

export const listGroups = operation({
  method: "GET",
  path: "/v1/groups/",
  operationId: "list_groups",
  summary: "List groups",
  deprecated: true,
  query: z.object({
    ...page({ order: "asc" }),
    manager_type: ManagerType.optional(),
    project_id: z.string().optional(),
  }),
  response: z.array(Group),
});

export const createGroup = operation({
  method: "POST",
  path: "/v1/groups/",
  operationId: "create_group",
  summary: "Create group",
  deprecated: true,
  headers: z.object({ "X-Project": z.string().optional() }),
  body: GroupCreate,
  response: Group,
});

export const countGroups = operation({
  method: "GET",
  path: "/v1/groups/count",
  operationId: "count_groups",
  summary: "Count groups",
  deprecated: true,
  response: z.int(),
});

export const retrieveGroup = operation({
  method: "GET",
  path: "/v1/groups/{group_id}",
  operationId: "retrieve_group",
  summary: "Retrieve group",
  deprecated: true,
  params: groupParams,
  response: Group,
});

export const modifyGroup = operation({
  method: "PATCH",
  path: "/v1/groups/{group_id}",
  operationId: "modify_group",
  summary: "Modify group",
  deprecated: true,
  params: groupParams,
  headers: z.object({ "X-Project": z.string().optional() }),
  body: GroupUpdate,
  response: Group,
});

export const deleteGroup = operation({
  method: "DELETE",
  path: "/v1/groups/{group_id}",
  operationId: "delete_group",
  summary: "Delete group",
  deprecated: true,
  params: groupParams,
  response: z.unknown(),
});

export const modifyGroupMessage = operation({
  method: "PATCH",
  path: "/v1/groups/{group_id}/messages/{message_id}",
  operationId: "modify_group_message",
  summary: "Modify group message",
  deprecated: true,
  params: z.object({ group_id: id("group"), message_id: id("message") }),
  body: z.union([UpdateSystemMessage, UpdateUserMessage, UpdateReasoningMessage, UpdateAssistantMessage]),
  response: ModifyGroupMessageResponse,
});

export const listGroupMessages = operation({
  method: "GET",
  path: "/v1/groups/{group_id}/messages",
  operationId: "list_group_messages",
  summary: "List group messages",
  deprecated: true,
  params: groupParams,
  query: z.object({
    ...page({ limit: 10 }),
    use_assistant_message: deprecated(z.boolean().default(true)),
    assistant_message_tool_name: deprecated(z.string().default("send_message")),
    assistant_message_tool_kwarg: deprecated(z.string().default("message")),
    include_return_message_types: z.array(MessageType).optional(),
  }),
  response: z.array(LettaMessageUnion),
});

export const resetGroupMessages = operation({
  method: "PATCH",
  path: "/v1/groups/{group_id}/reset-messages",
  operationId: "reset_group_messages",
  summary: "Reset group messages",
  deprecated: true,
  params: groupParams,
  response: z.unknown(),
});

export const attachBlockToGroup = operation({
  method: "PATCH",
  path: "/v1/groups/{group_id}/blocks/attach/{block_id}",
  operationId: "attach_block_to_group",
  summary: "Attach block to group",
  deprecated: true,
  params: blockGroupParams,
  response: z.unknown(),
});

export const detachBlockFromGroup = operation({
  method: "PATCH",
  path: "/v1/groups/{group_id}/blocks/detach/{block_id}",
  operationId: "detach_block_from_group",
  summary: "Detach block from group",
  deprecated: true,
  params: blockGroupParams,
  response: z.unknown(),
});
