import { z } from "zod";
import { Block } from "../blocks/schemas";
import { id, noContent } from "../common";
import { operation } from "../operation";
import { MnemeContextView } from "./context";
import {
  eventId,
  MnemeCreatedKey,
  MnemeCreateKey,
  MnemeHistory,
  MnemeKey,
  MnemeModelTest,
  MnemeProviders,
  MnemeReplaceBlockText,
  MnemeRestoreBlock,
  MnemeRewound,
  MnemeServer,
  MnemeUndoneMemory,
} from "./schemas";
import { MnemeActivityItem, MnemeRunStreamItem } from "./streams";

export { listRunOverviews, listUsage } from "./browse";
export { cancelGroupTurn, retrieveGroupStream, sendGroupMessage } from "./groups";
export { deletePrice, listPrices, setPrice } from "./prices";

const agentParams = z.object({ agent_id: id("agent") });
const blockParams = z.object({ block_id: id("block") });
const runParams = z.object({ run_id: id("run") });
const stepParams = z.object({ step_id: id("step") });

const historyQuery = z.object({
  /** Entries older than this one. */
  before: eventId.optional(),
  limit: z.int().min(1).max(200).default(50),
});

export const retrieveServer = operation({
  method: "GET",
  path: "/v1/_mneme/server",
  operationId: "mneme_retrieve_server",
  summary: "Retrieve what the server is, where its data lies and what leaves this machine",
  response: MnemeServer,
});

export const listProviders = operation({
  method: "GET",
  path: "/v1/_mneme/providers",
  operationId: "mneme_list_providers",
  summary: "List the state of every model provider, and how to connect others",
  response: MnemeProviders,
});

export const refreshProviders = operation({
  method: "POST",
  path: "/v1/_mneme/providers/refresh",
  operationId: "mneme_refresh_providers",
  summary: "Ask every model provider again",
  response: MnemeProviders,
});

export const testModel = operation({
  method: "POST",
  path: "/v1/_mneme/models/test",
  operationId: "mneme_test_model",
  summary: "Make one tiny call of a model",
  body: z.object({ handle: z.string().min(1) }).meta({ id: "MnemeTestModel" }),
  response: MnemeModelTest,
});

export const listKeys = operation({
  method: "GET",
  path: "/v1/_mneme/keys",
  operationId: "mneme_list_keys",
  summary: "List API keys, newest first",
  query: z.object({
    after: id("key").optional(),
    limit: z.int().min(1).max(200).default(100),
    include_revoked: z.boolean().default(false),
  }),
  response: z.array(MnemeKey),
});

export const createKey = operation({
  method: "POST",
  path: "/v1/_mneme/keys",
  operationId: "mneme_create_key",
  summary: "Create an API key, which is told this once",
  body: MnemeCreateKey,
  response: MnemeCreatedKey,
});

export const revokeKey = operation({
  method: "DELETE",
  path: "/v1/_mneme/keys/{key_id}",
  operationId: "mneme_revoke_key",
  summary: "Revoke an API key",
  params: z.object({ key_id: id("key") }),
  response: noContent,
  status: 204,
});

export const listBlockHistory = operation({
  method: "GET",
  path: "/v1/_mneme/blocks/{block_id}/history",
  operationId: "mneme_list_block_history",
  summary: "List the changes of a block, newest first",
  params: blockParams,
  query: historyQuery,
  response: MnemeHistory,
});

export const restoreBlock = operation({
  method: "POST",
  path: "/v1/_mneme/blocks/{block_id}/restore",
  operationId: "mneme_restore_block",
  summary: "Give a block the fields it had after, or before, one of its changes",
  params: blockParams,
  body: MnemeRestoreBlock,
  response: Block,
});

export const replaceBlockText = operation({
  method: "POST",
  path: "/v1/_mneme/blocks/{block_id}/replace-text",
  operationId: "mneme_replace_block_text",
  summary:
    "Give a block a text if it still has the one that was edited; 409 with its `current_text` otherwise",
  params: blockParams,
  body: MnemeReplaceBlockText,
  response: Block,
});

export const listAgentHistory = operation({
  method: "GET",
  path: "/v1/_mneme/agents/{agent_id}/history",
  operationId: "mneme_list_agent_history",
  summary: "List the changes of an agent and its blocks, newest first",
  params: agentParams,
  query: historyQuery,
  response: MnemeHistory,
});

export const undoStepMemory = operation({
  method: "POST",
  path: "/v1/_mneme/steps/{step_id}/undo-memory",
  operationId: "mneme_undo_step_memory",
  summary: "Take back what a step changed in memory, if nobody changed it since",
  params: stepParams,
  response: MnemeUndoneMemory,
});

export const followRun = operation({
  method: "GET",
  path: "/v1/_mneme/runs/{run_id}/stream",
  operationId: "mneme_follow_run",
  summary: "Stream any run from its beginning or from where the reader left off",
  params: runParams,
  query: z.object({
    /** `seq_id` of the last item that the reader has. */
    starting_after: z.int().min(0).default(0),
    include_pings: z.boolean().default(true),
  }),
  response: z.unknown(),
  event: MnemeRunStreamItem,
});

export const followAgent = operation({
  method: "GET",
  path: "/v1/_mneme/agents/{agent_id}/activity",
  operationId: "mneme_follow_agent",
  summary: "Stream when runs of an agent start and end and when its blocks change",
  params: agentParams,
  response: z.unknown(),
  event: MnemeActivityItem,
});

export const retrieveStepContext = operation({
  method: "GET",
  path: "/v1/_mneme/steps/{step_id}/context",
  operationId: "mneme_retrieve_step_context",
  summary: "Retrieve the request of a step, cut into sections with their tokens",
  params: stepParams,
  response: MnemeContextView,
});

export const retrieveAgentContext = operation({
  method: "GET",
  path: "/v1/_mneme/agents/{agent_id}/context",
  operationId: "mneme_retrieve_agent_context",
  summary: "Retrieve what an agent would send now, cut into sections with their tokens",
  params: agentParams,
  query: z.object({ conversation_id: id("conv").optional() }),
  response: MnemeContextView,
});

export const rewindAgent = operation({
  method: "POST",
  path: "/v1/_mneme/agents/{agent_id}/rewind",
  operationId: "mneme_rewind_agent",
  summary: "Take a message and all that follows it out of the window of a conversation",
  params: agentParams,
  body: z
    .object({
      message_id: id("message"),
      /** Absent: the agent's default conversation. */
      conversation_id: id("conv").nullish(),
    })
    .meta({ id: "MnemeRewind" }),
  response: MnemeRewound,
});
