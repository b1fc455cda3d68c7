import type { agents as contract } from "@/lib/contract/registry";
import { asSent } from "@/lib/domain/agents/new-agent";
import { compactMessages } from "@/lib/domain/compaction/compact-messages";
import { generateCompletion } from "@/lib/domain/messages/generate-completion";
import { listAgentMessages } from "@/lib/domain/messages/list-agent-messages";
import { searchStoredMessages } from "@/lib/domain/messages/search-all-messages";
import { cancelRuns } from "@/lib/domain/runs/cancel-runs";
import { previewRequest } from "@/lib/domain/runs/preview-request";
import { sendMessage, startAsync, streamMessage } from "@/lib/domain/runs/send-message";
import { AppError } from "@/lib/shared/errors";
import type { Handlers } from "../../handlers";
import { EventStream } from "../../sse";

export const messages = {
  listMessages: ({ ctx, params, query }) => listAgentMessages(ctx, params.agent_id, query),
  sendMessage: async ({ ctx, params, body, client, signal }) => {
    if (!body.streaming) return sendMessage(ctx, { agentId: params.agent_id }, body);
    if (client === "legacy") throw streamingNeedsNewClient();
    return new EventStream(await streamMessage(ctx, { agentId: params.agent_id }, body, signal));
  },
  createAgentMessageStream: async ({ ctx, params, body, signal }) =>
    new EventStream(await streamMessage(ctx, { agentId: params.agent_id }, body, signal)),
  createAgentMessageAsync: ({ ctx, params, body }) => startAsync(ctx, params.agent_id, body),
  cancelMessage: ({ ctx, params, body }) => cancelRuns(ctx, params.agent_id, body?.run_ids ?? null),
  modifyMessage: () => {
    throw new AppError("invalid_argument", "Messages cannot be changed once they are stored", {
      status: 405,
      exact: true,
    });
  },
  summarizeMessages: ({ ctx, params, body, sent }) =>
    compactMessages(
      ctx,
      { agentId: params.agent_id, conversationId: null },
      body ? (asSent(body, sent).compaction_settings ?? null) : null,
    ),
  searchMessages: ({ ctx, body, signal }) => searchStoredMessages(ctx, body, signal),
  generateCompletion: ({ ctx, params, body, signal }) =>
    generateCompletion(ctx, params.agent_id, body, signal),
  previewModelRequest: ({ ctx, params, body }) => previewRequest(ctx, { agentId: params.agent_id }, body),
} satisfies Partial<Handlers<typeof contract>>;

const streamingNeedsNewClient = () =>
  new AppError(
    "unprocessable",
    "Streaming on this path needs a client of version 1.0 or later; use /messages/stream",
    {
      exact: true,
    },
  );
