import { contract } from "@/lib/contract/registry";
import type { DispatchOptions } from "../dispatch";
import { unimplemented } from "../unimplemented";
import { agents } from "./agents/index";
import { archives } from "./archives";
import { blocks } from "./blocks";
import { chat } from "./chat";
import { clientSideAccessTokens } from "./client-side-access-tokens";
import { conversations } from "./conversations";
import { embeddings } from "./embeddings";
import { folders } from "./folders";
import { groups } from "./groups";
import { health } from "./health";
import { identities } from "./identities";
import { internalAgents } from "./internal-agents";
import { internalBlocks } from "./internal-blocks";
import { internalRuns } from "./internal-runs";
import { jobs } from "./jobs";
import { mcpServers } from "./mcp-servers";
import { messages } from "./messages";
import { metadata } from "./metadata";
import { mneme } from "./mneme";
import { models } from "./models";
import { passages } from "./passages";
import { providers } from "./providers";
import { runs } from "./runs";
import { sandboxConfigs } from "./sandbox-configs";
import { sources } from "./sources";
import { steps } from "./steps";
import { tags } from "./tags";
import { telemetry } from "./telemetry";
import { tools } from "./tools";
import { voice } from "./voice";

/** What answers each operation of the contract. Operations without an answer yet say so with a 501. */
export const handlers: DispatchOptions<typeof contract>["handlers"] = {
  agents,
  archives,
  blocks,
  chat,
  clientSideAccessTokens,
  conversations,
  deviceStorage: unimplemented(contract.deviceStorage),
  embeddings,
  environments: unimplemented(contract.environments),
  feeds: unimplemented(contract.feeds),
  folders,
  groups,
  health,
  identities,
  internalAgents,
  internalBlocks,
  internalRuns,
  internalTemplates: unimplemented(contract.internalTemplates),
  jobs,
  mcpServers,
  memoryFiles: unimplemented(contract.memoryFiles),
  messages,
  metadata,
  mneme,
  models,
  passages,
  pipelines: unimplemented(contract.pipelines),
  projects: unimplemented(contract.projects),
  providers,
  runs,
  sandboxConfigs,
  sandboxes: unimplemented(contract.sandboxes),
  scheduledMessages: unimplemented(contract.scheduledMessages),
  sources,
  steps,
  tags,
  telemetry,
  templates: unimplemented(contract.templates),
  tools,
  voice,
};
