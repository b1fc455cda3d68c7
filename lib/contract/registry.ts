import * as agents from "./agents/operations";
import * as archives from "./archives/operations";
import * as blocks from "./blocks/operations";
import * as chat from "./chat/operations";
import * as clientSideAccessTokens from "./client-side-access-tokens/operations";
import * as conversations from "./conversations/operations";
import * as deviceStorage from "./device-storage/operations";
import * as embeddings from "./embeddings/operations";
import * as environments from "./environments/operations";
import * as feeds from "./feeds/operations";
import * as folders from "./folders/operations";
import * as groups from "./groups/operations";
import * as health from "./health/operations";
import * as identities from "./identities/operations";
import * as internalAgents from "./internal-agents/operations";
import * as internalBlocks from "./internal-blocks/operations";
import * as internalRuns from "./internal-runs/operations";
import * as internalTemplates from "./internal-templates/operations";
import * as jobs from "./jobs/operations";
import * as mcpServers from "./mcp-servers/operations";
import * as memoryFiles from "./memory-files/operations";
import * as messages from "./messages/operations";
import * as metadata from "./metadata/operations";
import * as mneme from "./mneme/operations";
import * as models from "./models/operations";
import * as passages from "./passages/operations";
import * as pipelines from "./pipelines/operations";
import * as projects from "./projects/operations";
import * as providers from "./providers/operations";
import * as runs from "./runs/operations";
import * as sandboxConfigs from "./sandbox-configs/operations";
import * as sandboxes from "./sandboxes/operations";
import * as scheduledMessages from "./scheduled-messages/operations";
import * as sources from "./sources/operations";
import * as steps from "./steps/operations";
import * as tags from "./tags/operations";
import * as telemetry from "./telemetry/operations";
import * as templates from "./templates/operations";
import * as tools from "./tools/operations";
import * as voice from "./voice/operations";

/** Every operation we promise, by resource: those of the reference, and in `mneme` those that are our own. */
export const contract = {
  agents,
  archives,
  blocks,
  chat,
  clientSideAccessTokens,
  conversations,
  deviceStorage,
  embeddings,
  environments,
  feeds,
  folders,
  groups,
  health,
  identities,
  internalAgents,
  internalBlocks,
  internalRuns,
  internalTemplates,
  jobs,
  mcpServers,
  memoryFiles,
  messages,
  metadata,
  mneme,
  models,
  passages,
  pipelines,
  projects,
  providers,
  runs,
  sandboxConfigs,
  sandboxes,
  scheduledMessages,
  sources,
  steps,
  tags,
  telemetry,
  templates,
  tools,
  voice,
};
export type Contract = typeof contract;

export {
  agents,
  archives,
  blocks,
  chat,
  clientSideAccessTokens,
  conversations,
  deviceStorage,
  embeddings,
  environments,
  feeds,
  folders,
  groups,
  health,
  identities,
  internalAgents,
  internalBlocks,
  internalRuns,
  internalTemplates,
  jobs,
  mcpServers,
  memoryFiles,
  messages,
  metadata,
  mneme,
  models,
  passages,
  pipelines,
  projects,
  providers,
  runs,
  sandboxConfigs,
  sandboxes,
  scheduledMessages,
  sources,
  steps,
  tags,
  telemetry,
  templates,
  tools,
  voice,
};
