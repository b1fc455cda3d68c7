import type { mneme as contract } from "@/lib/contract/registry";
import { followAgent } from "@/lib/domain/activity/follow-agent";
import { followRun } from "@/lib/domain/activity/follow-run";
import { listUsage } from "@/lib/domain/agents/list-usage";
import { rewindAgent } from "@/lib/domain/agents/rewind-agent";
import { blockHistory } from "@/lib/domain/blocks/block-history";
import { replaceBlockText } from "@/lib/domain/blocks/replace-block-text";
import { restoreBlock } from "@/lib/domain/blocks/restore-block";
import { agentContext } from "@/lib/domain/context-view/agent-context";
import { stepContext } from "@/lib/domain/context-view/step-context";
import { cancelGroupTurn } from "@/lib/domain/groups/cancel-group-turn";
import { openGroupStream } from "@/lib/domain/groups/open-group-stream";
import { sendGroupMessage, streamGroupMessage } from "@/lib/domain/groups/send-group-message";
import { agentHistory } from "@/lib/domain/history/agent-history";
import { undoStepMemory } from "@/lib/domain/history/undo-step-memory";
import { createKey } from "@/lib/domain/keys/create-key";
import { listKeys } from "@/lib/domain/keys/list-keys";
import { revokeKey } from "@/lib/domain/keys/revoke-key";
import { deletePrice } from "@/lib/domain/prices/delete-price";
import { listPrices } from "@/lib/domain/prices/list-prices";
import { setPrice } from "@/lib/domain/prices/set-price";
import { listRunOverviews } from "@/lib/domain/runs/list-run-overviews";
import { getServer } from "@/lib/domain/server-info/get-server";
import { listProviders, refreshProviders } from "@/lib/domain/server-info/list-providers";
import { testModel } from "@/lib/domain/server-info/test-model";
import type { Handlers } from "../handlers";
import { EventStream } from "../sse";

/** Operations of our own, which the workspace needs and the reference lacks. */
export const mneme: Handlers<typeof contract> = {
  retrieveServer: ({ ctx }) => getServer(ctx),
  listProviders: ({ ctx }) => listProviders(ctx),
  refreshProviders: ({ ctx }) => refreshProviders(ctx),
  testModel: ({ ctx, body, signal }) => testModel(ctx, body.handle, signal),
  listKeys: ({ ctx, query }) => listKeys(ctx, query),
  createKey: ({ ctx, body }) => createKey(ctx, body),
  revokeKey: ({ ctx, params }) => revokeKey(ctx, params.key_id),
  listBlockHistory: ({ ctx, params, query }) => blockHistory(ctx, params.block_id, query),
  restoreBlock: ({ ctx, params, body }) => restoreBlock(ctx, params.block_id, body),
  replaceBlockText: ({ ctx, params, body }) => replaceBlockText(ctx, params.block_id, body),
  listAgentHistory: ({ ctx, params, query }) => agentHistory(ctx, params.agent_id, query),
  undoStepMemory: ({ ctx, params }) => undoStepMemory(ctx, params.step_id),
  followRun: async ({ ctx, params, query, signal }) =>
    new EventStream(
      await followRun(ctx, params.run_id, {
        startingAfter: query.starting_after,
        includePings: query.include_pings,
        signal,
      }),
    ),
  followAgent: async ({ ctx, params, signal }) =>
    new EventStream(await followAgent(ctx, params.agent_id, signal)),
  retrieveStepContext: ({ ctx, params }) => stepContext(ctx, params.step_id),
  retrieveAgentContext: ({ ctx, params, query }) =>
    agentContext(ctx, params.agent_id, query.conversation_id ?? null),
  rewindAgent: ({ ctx, params, body }) =>
    rewindAgent(
      ctx,
      { agentId: params.agent_id, conversationId: body.conversation_id ?? null },
      body.message_id,
    ),
  listRunOverviews: ({ ctx, query }) => listRunOverviews(ctx, query.run_ids),
  listUsage: ({ ctx, query }) => listUsage(ctx, query),
  listPrices: ({ ctx }) => listPrices(ctx),
  setPrice: ({ ctx, body }) => setPrice(ctx, body),
  deletePrice: ({ ctx, query }) => deletePrice(ctx, query.handle),
  sendGroupMessage: async ({ ctx, params, body, signal }) =>
    body.streaming
      ? new EventStream(await streamGroupMessage(ctx, params.group_id, body, signal))
      : sendGroupMessage(ctx, params.group_id, body),
  retrieveGroupStream: async ({ ctx, params, body, signal }) =>
    new EventStream(await openGroupStream(ctx, params.group_id, body, signal)),
  cancelGroupTurn: ({ ctx, params }) => cancelGroupTurn(ctx, params.group_id),
};
