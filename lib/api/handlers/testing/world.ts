import { beforeAll } from "vitest";
import { hashEmbedder, hashVector } from "@/lib/adapters/embeddings/hash";
import { createClient } from "@/lib/contract/client";
import { contract } from "@/lib/contract/registry";
import { createAgent } from "@/lib/domain/agents/create-agent";
import type { Context } from "@/lib/domain/context";
import type { EmbeddingConfig, LlmConfig } from "@/lib/runtime/model-config";
import type { EmbeddingInfo, ModelInfo } from "@/lib/runtime/ports";
import { newId } from "@/lib/shared/ids";
import { testDatabase } from "@/lib/testing/database";
import { createDispatch } from "../../dispatch";
import { unimplemented } from "../../unimplemented";
import { archival } from "../agents/archival";
import { agentTools } from "../agents/tools";
import { archives } from "../archives";
import { embeddings } from "../embeddings";
import { health } from "../health";
import { internalRuns } from "../internal-runs";
import { models } from "../models";
import { passages } from "../passages";
import { runs } from "../runs";
import { steps } from "../steps";
import { tags } from "../tags";
import { telemetry } from "../telemetry";
import { tools } from "../tools";

const served = {
  agents: contract.agents,
  archives: contract.archives,
  embeddings: contract.embeddings,
  health: contract.health,
  internalRuns: contract.internalRuns,
  models: contract.models,
  passages: contract.passages,
  runs: contract.runs,
  steps: contract.steps,
  tags: contract.tags,
  telemetry: contract.telemetry,
  tools: contract.tools,
};

const handlers = {
  agents: unimplemented(contract.agents, { ...agentTools, ...archival }),
  archives,
  embeddings,
  health,
  internalRuns,
  models,
  passages,
  runs,
  steps,
  tags,
  telemetry,
  tools,
};

const llmConfig: LlmConfig = {
  model: "scripted",
  model_endpoint_type: "openai",
  context_window: 32_000,
  handle: "test/scripted",
};

export const testEmbedding: EmbeddingConfig = { ...hashEmbedder(384).config, embedding_endpoint_type: "hugging-face" };

/** Opening the first database of a process takes longer than a test may. */
beforeAll(async () => void (await testDatabase()), 60_000);

/** Two organisations on one database, each with a client of its own; ids are real, the clock ticks once a question. */
export async function aWorld() {
  const [mine, theirs] = [await organisation(), await organisation()];
  return { ...mine, theirs };
}

async function organisation() {
  const ctx = await aContext();
  const dispatch = createDispatch({ contract: served, handlers, authenticate: async () => ctx, onRequest: logFailure });
  const fetch = (url: string, init: RequestInit) => dispatch(new Request(new URL(url, "http://test"), init));
  const api = createClient(served, { fetch });
  const agent = (options: Partial<Parameters<typeof createAgent>[1]> = {}) =>
    createAgent(ctx, {
      name: "Ada",
      agent_type: "letta_v1_agent",
      llm_config: llmConfig as never,
      embedding_config: testEmbedding as never,
      include_base_tools: true,
      ...options,
    } as Parameters<typeof createAgent>[1]);
  const request = async (method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) => {
    const init = { method, headers: options.headers, body: options.body === undefined ? undefined : JSON.stringify(options.body) };
    const response = await fetch(path, init);
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  };
  return { api, ctx, agent, request };
}

/** Unexpected failures must be seen in the test's output; a 501 or 503 may be what the test is about. */
const logFailure = ({ status, error }: { status: number; error?: unknown }) => {
  if (status === 500) console.error(error);
};

async function aContext(): Promise<Context> {
  const { prisma } = await testDatabase();
  let time = Date.parse("2026-01-02T03:04:05Z");
  const organizationId = newId("org");
  const nothing = () => {};
  const log = { debug: nothing, info: nothing, warn: nothing, error: console.error, child: () => log };
  return {
    actor: { type: "user", id: newId("user"), userId: newId("user"), organizationId },
    db: prisma,
    isInTransaction: false,
    models: {
      listModels: async () => [...aModelList],
      listEmbeddingModels: async () => [anEmbeddingModel],
      providerStates: async () => [],
      openModel: async () => Promise.reject(new Error("no model here")),
      openEmbedder: async (_, config) => ({
        config,
        embed: async (texts) => texts.map((text) => Array.from(hashVector(text, config.embedding_dim))),
      }),
    },
    runLog: { append: () => 0, flush: async () => {}, read: async function* () {} },
    executor: { ownerId: "test", start: nothing, cancel: async () => false, holds: () => false },
    secrets: { seal: (text) => text, open: (text) => text },
    outbound: { post: () => Promise.reject(new Error("no network here")) },
    clock: { now: () => new Date((time += 1000)) },
    ids: { next: newId },
    countTokens: (text) => text.split(/\s+/).length,
    settings: {
      version: "0.16.8",
      defaultLlmHandle: null,
      defaultEmbeddingHandle: null,
      globalMaxContextWindow: 128_000,
      runEventRetentionMs: 1,
      pingIntervalMs: 1,
      database: "embedded",
    },
    log,
    projectId: null,
    requestId: null,
    traceId: "0".repeat(32),
  };
}

const model = (providerType: string, name: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
  handle: `${providerType}/${name}`,
  displayName: name,
  providerName: providerType,
  providerType,
  providerCategory: "base",
  maxContextWindow: 200_000,
  maxOutputTokens: 4096,
  supportsTools: true,
  isDemo: false,
  config: { ...llmConfig, model: name, handle: `${providerType}/${name}`, context_window: 200_000 },
  ...more,
});

const aModelList = [
  model("letta", "rules", { isDemo: true, displayName: "Rules" }),
  model("mistral", "m"),
  model("anthropic", "claude"),
  model("openai", "gpt-b"),
  model("openai", "gpt-a", { providerCategory: "byok", providerName: "mine" }),
];

const anEmbeddingModel: EmbeddingInfo = {
  handle: "local/hash-384",
  displayName: "Hash",
  providerName: "local",
  providerType: "hugging-face",
  config: { ...testEmbedding, handle: "local/hash-384" },
};
