import type { conversations as contract } from "@/lib/contract/registry";
import { asSent } from "@/lib/domain/agents/new-agent";
import { compactMessages } from "@/lib/domain/compaction/compact-messages";
import { cancelConversation } from "@/lib/domain/conversations/cancel-conversation";
import { resolveTarget } from "@/lib/domain/conversations/conversation-target";
import { createConversation } from "@/lib/domain/conversations/create-conversation";
import { deleteConversation } from "@/lib/domain/conversations/delete-conversation";
import { forkConversation } from "@/lib/domain/conversations/fork-conversation";
import { getConversation } from "@/lib/domain/conversations/get-conversation";
import { listConversationMessages } from "@/lib/domain/conversations/list-conversation-messages";
import { listConversations } from "@/lib/domain/conversations/list-conversations";
import { openConversationStream } from "@/lib/domain/conversations/open-conversation-stream";
import { recompileConversation } from "@/lib/domain/conversations/recompile-conversation";
import {
  sendConversationMessage,
  streamConversationMessage,
} from "@/lib/domain/conversations/send-conversation-message";
import { updateConversation } from "@/lib/domain/conversations/update-conversation";
import { previewRequest } from "@/lib/domain/runs/preview-request";
import type { Call, Handlers } from "../handlers";
import { EventStream } from "../sse";

export const conversations: Handlers<typeof contract> = {
  createConversation: ({ ctx, query, body, sent }) =>
    createConversation(ctx, query.agent_id, asSent(body, sent)),
  listConversations: ({ ctx, query }) => listConversations(ctx, query),
  retrieveConversation: ({ ctx, params }) => getConversation(ctx, params.conversation_id),
  updateConversation: ({ ctx, params, body, sent }) =>
    updateConversation(ctx, params.conversation_id, asSent(body, sent)),
  deleteConversation: ({ ctx, params }) => deleteConversation(ctx, params.conversation_id),
  forkConversation: async (request) => forkConversation(request.ctx, await targetOf(request), request.query),
  listConversationMessages: async (request) =>
    listConversationMessages(request.ctx, await targetOf(request), request.query),
  sendConversationMessage: async (request) => {
    const { ctx, body, signal } = request;
    const target = await targetOf(request);
    if (!body.streaming) return sendConversationMessage(ctx, target, body);
    return new EventStream(await streamConversationMessage(ctx, target, body, signal));
  },
  previewConversationModelRequest: async (request) =>
    previewRequest(request.ctx, await targetOf(request), request.body),
  retrieveConversationStream: async (request) => {
    const place = { id: request.params.conversation_id, agentId: agentIdOf(request) };
    return new EventStream(await openConversationStream(request.ctx, place, request.body, request.signal));
  },
  cancelConversation: async (request) => cancelConversation(request.ctx, await targetOf(request)),
  recompileConversation: async (request) =>
    recompileConversation(request.ctx, await targetOf(request), request.query),
  compactConversation: async (request) => {
    const { ctx, body, sent } = request;
    const change = body ? (asSent(body, sent).compaction_settings ?? null) : null;
    return compactMessages(ctx, await targetOf(request), change);
  },
};

interface Addressed extends Pick<Call, "ctx" | "url"> {
  params: { conversation_id: string };
  body?: { agent_id?: string | null } | null;
}

const targetOf = (request: Addressed) =>
  resolveTarget(request.ctx, request.params.conversation_id, agentIdOf(request));

/** The agent of `default`, which some clients name in the body and others in the query, whatever the operation. */
const agentIdOf = ({ body, url }: Addressed): string | null =>
  body?.agent_id ?? url.searchParams.get("agent_id");
