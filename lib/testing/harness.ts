import { beforeAll } from "vitest";
import { hashEmbedder } from "@/lib/adapters/embeddings/hash";
import { parseFile } from "@/lib/adapters/files/parse";
import { createMcpConnector } from "@/lib/adapters/mcp/connector";
import { memoryRunLog } from "@/lib/adapters/run-log/memory";
import { createDispatch } from "@/lib/api/dispatch";
import { handlers } from "@/lib/api/handlers/index";
import { ApiError, type Client, createClient } from "@/lib/contract/client";
import { type Contract, contract } from "@/lib/contract/registry";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import type { Context, SecretBox, ServerFacts, Settings } from "@/lib/domain/context";
import { defaultConfigFor } from "@/lib/runtime/model-settings";
import type { EmbeddingInfo, Model, ModelInfo } from "@/lib/runtime/ports";
import { noSandbox, type Sandbox } from "@/lib/runtime/sandbox";
import { noTelemetry, type Telemetry } from "@/lib/runtime/telemetry";
import { scriptedModel } from "@/lib/runtime/testing/scripted-model";
import { createActivity } from "@/lib/server/activity";
import { newId } from "@/lib/shared/ids";
import { testDatabase } from "./database";

/** Opening a test process's database may take longer than a test may. */
beforeAll(async () => void (await testDatabase()), 120_000);

/** The API of one organisation, as its clients see it. */
export interface Household {
  ctx: Context;
  /** A client of the 1.0 SDKs, and one of the older generation. */
  api: Client<Contract>;
  legacy: Client<Contract>;
  /** A request as raw as it gets. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
  anAgent(fields?: NewAgent): ReturnType<Client<Contract>["agents"]["createAgent"]>;
  aBlock(label: string, value?: string): ReturnType<Client<Contract>["blocks"]["createBlock"]>;
}

export interface WorldOptions {
  now?: string;
  settings?: Partial<Settings>;
  model?: Model;
  models?: ModelInfo[];
  telemetry?: Telemetry;
  queue?: Context["queue"];
  sandbox?: Sandbox;
}

/** Two organisations on one database, with real ids, a clock that only goes when asked, and models that are scripted. */
export async function aWorld(options: WorldOptions = {}): Promise<Household & { stranger: Household }> {
  return { ...(await aHousehold(options)), stranger: await aHousehold(options) };
}

async function aHousehold(options: WorldOptions): Promise<Household> {
  return householdOf(await aContext(options));
}

/** The API as it serves this context. */
export function householdOf(ctx: Context): Household {
  const dispatch = createDispatch({ contract, handlers, authenticate: async () => ctx });
  const fetch = (url: string, init: RequestInit) =>
    dispatch(new Request(new URL(url, "http://mneme.test"), init));
  const api = createClient(contract, { fetch });
  const legacy = createClient(contract, { fetch, headers: { "user-agent": "letta-client/0.9.1" } });
  return {
    ctx,
    api,
    legacy,
    async send(method, path, body) {
      const response = await fetch(path, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
    },
    anAgent: (fields = {}) =>
      api.agents.createAgent({ body: { model: "openai/gpt-4o-mini", ...fields } as never }),
    aBlock: (label, value = `about ${label}`) => api.blocks.createBlock({ body: { label, value } }),
  };
}

/** The refusal that a call meets; a call that succeeds fails the test. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; body: any }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    throw error;
  }
  throw new Error("The call succeeded");
}

export async function aContext({
  now,
  settings,
  model = scriptedModel(),
  models,
  telemetry = noTelemetry,
  queue = testQueue,
  sandbox = noSandbox,
}: WorldOptions = {}): Promise<Context> {
  const { prisma } = await testDatabase();
  let time = Date.parse(now ?? "2026-01-02T03:04:05Z");
  const embedder = hashEmbedder(256);
  return {
    actor: { type: "user", id: newId("user"), userId: newId("user"), organizationId: newId("org") },
    db: prisma,
    isInTransaction: false,
    models: {
      listModels: async () => models ?? testModels,
      listEmbeddingModels: async () => [testEmbedding],
      providerStates: async () => [],
      refresh: async () => {},
      check: async () => ({ models: [], embeddings: [] }),
      openModel: async () => model,
      openEmbedder: async () => embedder,
    },
    runLog: memoryRunLog(),
    executor: { ownerId: "test", start() {}, cancel: async () => false, holds: () => false },
    parseFile,
    queue,
    secrets: testSecrets,
    outbound: { post: noNetwork, get: noNetwork },
    mcp: createMcpConnector({ fetch, version: "0.0.0-test" }),
    sandbox,
    web: { searchKey: null, search: noNetwork, contents: noNetwork, page: noNetwork },
    activity: createActivity(),
    telemetry,
    clock: {
      now() {
        time += now ? 0 : 1_000;
        return new Date(time);
      },
    },
    ids: { next: newId },
    countTokens: (text) => Math.ceil(text.length / 4),
    settings: { ...testSettings, ...settings },
    server: testServer,
    log: silence,
    projectId: null,
    requestId: null,
    traceId: "0".repeat(32),
  };
}

/** Tests do the work of jobs themselves, when they want it done. */
const testQueue: Context["queue"] = { enqueue: async () => {}, wake() {} };

const noNetwork = () => Promise.reject(new Error("Tests have no network"));

/** Not secret, but bound to its place like the real one, and nothing of the plaintext can be read in it. */
const testSecrets: SecretBox = {
  seal: (plaintext, place) => Buffer.from(JSON.stringify([place, plaintext])).toString("base64"),
  open(ciphertext, place) {
    const [sealedFor, plaintext] = JSON.parse(Buffer.from(ciphertext, "base64").toString()) as [
      string,
      string,
    ];
    if (sealedFor !== place) throw new Error("The secret was sealed for another place");
    return plaintext;
  },
};

const testSettings: Settings = {
  version: "0.0.0-test",
  defaultLlmHandle: null,
  defaultEmbeddingHandle: null,
  messageEmbeddingHandle: null,
  globalMaxContextWindow: 128_000,
  runEventRetentionMs: 3_600_000,
  traceRetentionMs: 3_600_000,
  pingIntervalMs: 20_000,
  approvalExpiresAfterMs: null,
  approvalExpiryAnswer: "deny",
  database: "embedded",
  mcpStdio: false,
  mcpPrivateAddresses: true,
  publicUrl: null,
};

const testServer: ServerFacts = {
  version: "0.0.0-test",
  authMode: "local",
  databaseVersion: "18.0",
  dataDir: "/data",
  startedAt: new Date("2026-01-02T03:00:00Z"),
  nodeVersion: "24.0.0",
  platform: "test",
  snapshots: async () => null,
};

const silence: Context["log"] = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
  child: () => silence,
};

function testModel(provider: string, name: string, window: number, endpointType = provider): ModelInfo {
  const facts = {
    model: name,
    displayName: name,
    endpointType,
    endpoint: null,
    providerName: provider,
    providerCategory: "base" as const,
    maxContextWindow: window,
  };
  const config = defaultConfigFor(facts);
  return {
    handle: `${provider}/${name}`,
    displayName: name,
    providerName: provider,
    providerType: endpointType,
    providerCategory: "base",
    maxContextWindow: window,
    maxOutputTokens: config.max_tokens ?? 4_096,
    supportsTools: true,
    isDemo: false,
    config,
  };
}

export const testModels: ModelInfo[] = [
  testModel("openai", "gpt-4o-mini", 128_000),
  testModel("openai", "gpt-5", 272_000),
  testModel("openai", "gpt-4.1", 1_047_576),
  testModel("anthropic", "claude-sonnet-4-5", 200_000),
];

export const testEmbedding: EmbeddingInfo = {
  handle: "local/hash-256",
  displayName: "Hash",
  providerName: "local",
  providerType: "local",
  config: hashEmbedder(256).config,
};
