import type { z } from "zod";
import type { searchAllMessages as operation } from "@/lib/contract/messages/operations";
import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type {
  MessageSearchRequest,
  MessageSearchResult,
  SearchAllMessagesRequest,
} from "@/lib/contract/messages/search";
import type { MessageModel } from "@/lib/generated/prisma/models";
import { assertAgentExists } from "../agents/agent-row";
import { assertId } from "../assert-id";
import type { Context } from "../context";
import { wholeDayEnd } from "../passages/search-all-passages";
import { messageOf } from "./message";
import { searchMessages } from "./search-messages";
import { toStoredMessage } from "./stored-message";
import { toLettaMessages } from "./to-letta-messages";

type ListedMessage = z.input<(typeof operation)["response"]>[number];

const spokenRoles = ["user", "assistant"];

/** Searches what was said, as the public messages of each stored one that was found. */
export async function searchAllMessages(
  ctx: Context,
  request: SearchAllMessagesRequest,
  signal: AbortSignal,
): Promise<ListedMessage[]> {
  const found = await search(ctx, request, signal);
  return found.flatMap(({ row }) => listed(row)).slice(0, request.limit);
}

/** Searches what was said, with the stored message and the rank that each way to search gave it. */
export async function searchStoredMessages(
  ctx: Context,
  request: MessageSearchRequest,
  signal: AbortSignal,
): Promise<z.input<typeof MessageSearchResult>[]> {
  const found = await search(ctx, request, signal);
  return found.map(({ row, ftsRank, vectorRank, score }) => ({
    embedded_text: row.search_text ?? "",
    message: toStoredMessage(row),
    fts_rank: ftsRank,
    vector_rank: vectorRank,
    rrf_score: score,
  }));
}

type Request = SearchAllMessagesRequest | MessageSearchRequest;

async function search(ctx: Context, request: Request, signal: AbortSignal) {
  const { roles, project_id, template_id } = request as Partial<MessageSearchRequest>;
  const { agent_id, conversation_id, start_date, end_date } = request;
  if (agent_id) {
    assertId("agent", agent_id);
    await assertAgentExists(ctx, agent_id);
  }
  return searchMessages(ctx, {
    text: request.query ?? "",
    mode: request.search_mode,
    roles: roles?.length ? roles : spokenRoles,
    agentId: agent_id,
    conversationId: conversation_id,
    projectId: project_id,
    templateId: template_id,
    from: start_date ? new Date(start_date) : null,
    to: end_date ? wholeDayEnd(new Date(end_date)) : null,
    limit: request.limit,
    signal,
  });
}

function listed(row: MessageModel): ListedMessage[] {
  const about = {
    message_id: row.id,
    agent_id: row.agent_id,
    conversation_id: row.conversation_id,
    created_at: row.created_at,
  };
  return toLettaMessages(messageOf(row), { isTextSpoken: true, foldsSendMessage: true }).flatMap(
    (item: LettaMessageUnion): ListedMessage[] => {
      switch (item.message_type) {
        case "system_message":
          return [{ ...about, message_type: item.message_type, content: item.content }];
        case "user_message":
          return [{ ...about, message_type: item.message_type, content: item.content }];
        case "assistant_message":
          return [{ ...about, message_type: item.message_type, content: item.content }];
        case "reasoning_message":
          return [{ ...about, message_type: item.message_type, reasoning: item.reasoning }];
        default:
          return [];
      }
    },
  );
}
