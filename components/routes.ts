import type * as agents from "@/lib/contract/agents/operations";
import type * as models from "@/lib/contract/models/operations";
import type * as runs from "@/lib/contract/runs/operations";

/**
 * What the browser needs of each operation it calls: where it is. The schemas check on the server and type the calls
 * here, but are not shipped (they would be a quarter of the page). A test holds this list against the contract.
 */
export const routes = {
  agents: {
    cancelMessage: route<typeof agents.cancelMessage>("POST", "/v1/agents/{agent_id}/messages/cancel"),
    createAgent: route<typeof agents.createAgent>("POST", "/v1/agents/"),
    createAgentMessageStream: route<typeof agents.createAgentMessageStream>(
      "POST",
      "/v1/agents/{agent_id}/messages/stream",
    ),
    deleteAgent: route<typeof agents.deleteAgent>("DELETE", "/v1/agents/{agent_id}"),
    listAgents: route<typeof agents.listAgents>("GET", "/v1/agents/"),
    listCoreMemoryBlocks: route<typeof agents.listCoreMemoryBlocks>(
      "GET",
      "/v1/agents/{agent_id}/core-memory/blocks",
    ),
    listMessages: route<typeof agents.listMessages>("GET", "/v1/agents/{agent_id}/messages"),
    modifyAgent: route<typeof agents.modifyAgent>("PATCH", "/v1/agents/{agent_id}"),
    modifyCoreMemoryBlock: route<typeof agents.modifyCoreMemoryBlock>(
      "PATCH",
      "/v1/agents/{agent_id}/core-memory/blocks/{block_label}",
    ),
    retrieveAgent: route<typeof agents.retrieveAgent>("GET", "/v1/agents/{agent_id}"),
  },
  models: {
    listEmbeddingModels: route<typeof models.listEmbeddingModels>("GET", "/v1/models/embedding"),
    listModels: route<typeof models.listModels>("GET", "/v1/models/"),
  },
  runs: {
    listRuns: route<typeof runs.listRuns>("GET", "/v1/runs/"),
    retrieveRun: route<typeof runs.retrieveRun>("GET", "/v1/runs/{run_id}"),
    retrieveStreamForRun: route<typeof runs.retrieveStreamForRun>("POST", "/v1/runs/{run_id}/stream"),
  },
};

/** The client uses an operation's method, path and name, and of its schemas only the types. */
function route<O extends { method: string; path: string }>(method: O["method"], path: O["path"]): O {
  return { method, path, operationId: `${method} ${path}` } as unknown as O;
}
