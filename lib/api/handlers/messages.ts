import { messages as contract } from "@/lib/contract/registry";
import { getMessage, listAllMessages } from "@/lib/domain/messages/list-messages";
import { unimplemented } from "../unimplemented";

export const messages = unimplemented(contract, {
  listAllMessages: ({ ctx, query }) => listAllMessages(ctx, query),
  retrieveMessage: ({ ctx, params }) => getMessage(ctx, params.message_id),
});
