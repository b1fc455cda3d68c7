import type * as agents from "@/lib/contract/agents/operations";
import type * as blocks from "@/lib/contract/blocks/operations";
import type * as internalRuns from "@/lib/contract/internal-runs/operations";
import type * as mneme from "@/lib/contract/mneme/operations";
import type * as models from "@/lib/contract/models/operations";
import type * as providers from "@/lib/contract/providers/operations";
import type * as runs from "@/lib/contract/runs/operations";
import type * as steps from "@/lib/contract/steps/operations";
import type * as tags from "@/lib/contract/tags/operations";
import type * as tools from "@/lib/contract/tools/operations";

/**
 * What the browser needs of each operation it calls: where it is. The schemas check on the server and type the calls
 * here, but are not shipped (they would be a quarter of the page). A test holds this list against the contract.
 */
export const routes = {
  agents: {
    attachCoreMemoryBlock: route<typeof agents.attachCoreMemoryBlock>(
      "PATCH",
      "/v1/agents/{agent_id}/core-memory/blocks/attach/{block_id}",
    ),
    attachToolToAgent: route<typeof agents.attachToolToAgent>(
      "PATCH",
      "/v1/agents/{agent_id}/tools/attach/{tool_id}",
    ),
    cancelMessage: route<typeof agents.cancelMessage>("POST", "/v1/agents/{agent_id}/messages/cancel"),
    createAgent: route<typeof agents.createAgent>("POST", "/v1/agents/"),
    createAgentMessageAsync: route<typeof agents.createAgentMessageAsync>(
      "POST",
      "/v1/agents/{agent_id}/messages/async",
    ),
    createAgentMessageStream: route<typeof agents.createAgentMessageStream>(
      "POST",
      "/v1/agents/{agent_id}/messages/stream",
    ),
    createPassage: route<typeof agents.createPassage>("POST", "/v1/agents/{agent_id}/archival-memory"),
    deleteAgent: route<typeof agents.deleteAgent>("DELETE", "/v1/agents/{agent_id}"),
    deletePassage: route<typeof agents.deletePassage>(
      "DELETE",
      "/v1/agents/{agent_id}/archival-memory/{memory_id}",
    ),
    detachCoreMemoryBlock: route<typeof agents.detachCoreMemoryBlock>(
      "PATCH",
      "/v1/agents/{agent_id}/core-memory/blocks/detach/{block_id}",
    ),
    detachToolFromAgent: route<typeof agents.detachToolFromAgent>(
      "PATCH",
      "/v1/agents/{agent_id}/tools/detach/{tool_id}",
    ),
    listAgents: route<typeof agents.listAgents>("GET", "/v1/agents/"),
    listCoreMemoryBlocks: route<typeof agents.listCoreMemoryBlocks>(
      "GET",
      "/v1/agents/{agent_id}/core-memory/blocks",
    ),
    listMessages: route<typeof agents.listMessages>("GET", "/v1/agents/{agent_id}/messages"),
    listPassages: route<typeof agents.listPassages>("GET", "/v1/agents/{agent_id}/archival-memory"),
    modifyAgent: route<typeof agents.modifyAgent>("PATCH", "/v1/agents/{agent_id}"),
    modifyApprovalForTool: route<typeof agents.modifyApprovalForTool>(
      "PATCH",
      "/v1/agents/{agent_id}/tools/approval/{tool_name}",
    ),
    modifyCoreMemoryBlock: route<typeof agents.modifyCoreMemoryBlock>(
      "PATCH",
      "/v1/agents/{agent_id}/core-memory/blocks/{block_label}",
    ),
    recompileAgent: route<typeof agents.recompileAgent>("POST", "/v1/agents/{agent_id}/recompile"),
    retrieveAgent: route<typeof agents.retrieveAgent>("GET", "/v1/agents/{agent_id}"),
    searchArchivalMemory: route<typeof agents.searchArchivalMemory>(
      "GET",
      "/v1/agents/{agent_id}/archival-memory/search",
    ),
    searchMessages: route<typeof agents.searchMessages>("POST", "/v1/agents/messages/search"),
  },
  blocks: {
    countBlocks: route<typeof blocks.countBlocks>("GET", "/v1/blocks/count"),
    deleteBlock: route<typeof blocks.deleteBlock>("DELETE", "/v1/blocks/{block_id}"),
    createBlock: route<typeof blocks.createBlock>("POST", "/v1/blocks/"),
    listAgentsForBlock: route<typeof blocks.listAgentsForBlock>("GET", "/v1/blocks/{block_id}/agents"),
    listBlocks: route<typeof blocks.listBlocks>("GET", "/v1/blocks/"),
    modifyBlock: route<typeof blocks.modifyBlock>("PATCH", "/v1/blocks/{block_id}"),
    retrieveBlock: route<typeof blocks.retrieveBlock>("GET", "/v1/blocks/{block_id}"),
  },
  internalRuns: {
    listInternalRuns: route<typeof internalRuns.listInternalRuns>("GET", "/v1/_internal_runs/"),
  },
  mneme: {
    retrieveStepContext: route<typeof mneme.retrieveStepContext>("GET", "/v1/_mneme/steps/{step_id}/context"),
    listUsage: route<typeof mneme.listUsage>("GET", "/v1/_mneme/usage"),
    listRunOverviews: route<typeof mneme.listRunOverviews>("GET", "/v1/_mneme/runs/overview"),
    followAgent: route<typeof mneme.followAgent>("GET", "/v1/_mneme/agents/{agent_id}/activity"),
    followRun: route<typeof mneme.followRun>("GET", "/v1/_mneme/runs/{run_id}/stream"),
    listAgentHistory: route<typeof mneme.listAgentHistory>("GET", "/v1/_mneme/agents/{agent_id}/history"),
    listBlockHistory: route<typeof mneme.listBlockHistory>("GET", "/v1/_mneme/blocks/{block_id}/history"),
    listProviders: route<typeof mneme.listProviders>("GET", "/v1/_mneme/providers"),
    replaceBlockText: route<typeof mneme.replaceBlockText>(
      "POST",
      "/v1/_mneme/blocks/{block_id}/replace-text",
    ),
    restoreBlock: route<typeof mneme.restoreBlock>("POST", "/v1/_mneme/blocks/{block_id}/restore"),
    retrieveAgentContext: route<typeof mneme.retrieveAgentContext>(
      "GET",
      "/v1/_mneme/agents/{agent_id}/context",
    ),
    rewindAgent: route<typeof mneme.rewindAgent>("POST", "/v1/_mneme/agents/{agent_id}/rewind"),
    undoStepMemory: route<typeof mneme.undoStepMemory>("POST", "/v1/_mneme/steps/{step_id}/undo-memory"),
    createKey: route<typeof mneme.createKey>("POST", "/v1/_mneme/keys"),
    listKeys: route<typeof mneme.listKeys>("GET", "/v1/_mneme/keys"),
    refreshProviders: route<typeof mneme.refreshProviders>("POST", "/v1/_mneme/providers/refresh"),
    retrieveServer: route<typeof mneme.retrieveServer>("GET", "/v1/_mneme/server"),
    revokeKey: route<typeof mneme.revokeKey>("DELETE", "/v1/_mneme/keys/{key_id}"),
    testModel: route<typeof mneme.testModel>("POST", "/v1/_mneme/models/test"),
  },
  models: {
    listEmbeddingModels: route<typeof models.listEmbeddingModels>("GET", "/v1/models/embedding"),
    listModels: route<typeof models.listModels>("GET", "/v1/models/"),
  },
  providers: {
    checkExistingProvider: route<typeof providers.checkExistingProvider>(
      "POST",
      "/v1/providers/{provider_id}/check",
    ),
    checkProvider: route<typeof providers.checkProvider>("POST", "/v1/providers/check"),
    createProvider: route<typeof providers.createProvider>("POST", "/v1/providers/"),
    deleteProvider: route<typeof providers.deleteProvider>("DELETE", "/v1/providers/{provider_id}"),
    listProviders: route<typeof providers.listProviders>("GET", "/v1/providers/"),
    modifyProvider: route<typeof providers.modifyProvider>("PATCH", "/v1/providers/{provider_id}"),
    refreshProviderModels: route<typeof providers.refreshProviderModels>(
      "PATCH",
      "/v1/providers/{provider_id}/refresh",
    ),
  },
  runs: {
    listMessagesForRun: route<typeof runs.listMessagesForRun>("GET", "/v1/runs/{run_id}/messages"),
    listStepsForRun: route<typeof runs.listStepsForRun>("GET", "/v1/runs/{run_id}/steps"),
    listRuns: route<typeof runs.listRuns>("GET", "/v1/runs/"),
    retrieveRun: route<typeof runs.retrieveRun>("GET", "/v1/runs/{run_id}"),
    retrieveStreamForRun: route<typeof runs.retrieveStreamForRun>("POST", "/v1/runs/{run_id}/stream"),
  },
  steps: {
    retrieveTraceForStep: route<typeof steps.retrieveTraceForStep>("GET", "/v1/steps/{step_id}/trace"),
    retrieveStep: route<typeof steps.retrieveStep>("GET", "/v1/steps/{step_id}"),
    retrieveMetricsForStep: route<typeof steps.retrieveMetricsForStep>("GET", "/v1/steps/{step_id}/metrics"),
    listSteps: route<typeof steps.listSteps>("GET", "/v1/steps/"),
  },
  tags: {
    listTags: route<typeof tags.listTags>("GET", "/v1/tags/"),
  },
  tools: {
    retrieveTool: route<typeof tools.retrieveTool>("GET", "/v1/tools/{tool_id}"),
    modifyTool: route<typeof tools.modifyTool>("PATCH", "/v1/tools/{tool_id}"),
    listTools: route<typeof tools.listTools>("GET", "/v1/tools/"),
  },
};

/** The client uses an operation's method, path and name, and of its schemas only the types. */
function route<O extends { method: string; path: string }>(method: O["method"], path: O["path"]): O {
  return { method, path, operationId: `${method} ${path}` } as unknown as O;
}
