import type { FetchFunction } from "@ai-sdk/provider-utils";
import type { EmbeddingConfig, LlmConfig } from "@/lib/runtime/model-config";
import { ModelError } from "@/lib/runtime/model-error";
import type {
  Embedder,
  EmbeddingInfo,
  ModelCatalog,
  ProviderState,
  RegisteredProvider,
} from "@/lib/runtime/ports";
import type { AiSdkModelOptions } from "./ai-sdk";
import type { DemoModelOptions } from "./demo/demo-model";
import { ListingCache } from "./listing-cache";
import { baseProviders, byokConnection, type ModelEnv } from "./model-env";
import { byProvider } from "./provider-order";
import { userProvider } from "./providers/index";
import type { Provider } from "./providers/provider";

/** An embedder that is part of the server. It is opened once, on first use. */
export interface EmbedderSource {
  config: EmbeddingConfig;
  displayName: string;
  open(): Promise<Embedder>;
}

export interface ModelCatalogOptions {
  env: ModelEnv;
  embeddings: EmbedderSource[];
  /** False: look for no local server that is not configured. */
  probe?: boolean;
  probeHosts?: string[];
  probePorts?: Record<string, number>;
  /** Providers that users registered, and the `fetch` that may reach their addresses. */
  byok?: { load(organizationId: string): Promise<RegisteredProvider[]>; fetch?: FetchFunction };
  /** Time-outs and retries of model calls. */
  limits?: Pick<AiSdkModelOptions, "firstByteTimeoutMs" | "streamTimeoutMs" | "retries" | "retryBaseMs">;
  demo?: DemoModelOptions;
  fetch?: FetchFunction;
  now?: () => number;
}

const OK_MS = 60_000;
const FAILED_MS = 30_000;

/** Everything the server can think and embed with: configured, found on this machine, registered by users, built in. */
export function createModelCatalog(options: ModelCatalogOptions): ModelCatalog {
  const now = options.now ?? Date.now;
  const cached = (provider: Provider) =>
    new ListingCache(provider, { okMs: OK_MS, failedMs: FAILED_MS }, now);
  const base = baseProviders(options).map(cached);
  const users = new UserProviders(options, cached);
  const builtIn = new BuiltInEmbedders(options.embeddings);
  const cachesOf = async (organizationId: string) => [...base, ...(await users.of(organizationId))];
  const listings = async (organizationId: string) =>
    Promise.all((await cachesOf(organizationId)).map((cache) => cache.read()));

  return {
    async listModels(organizationId) {
      return (await listings(organizationId)).flatMap(({ offer }) => offer.models).sort(byProvider);
    },
    async listEmbeddingModels(organizationId) {
      const offered = (await listings(organizationId)).flatMap(({ offer }) => offer.embeddings);
      return [...offered.sort(byProvider), ...builtIn.infos];
    },
    async providerStates(organizationId) {
      return [...(await listings(organizationId)).map(({ state }) => state), ...builtIn.states(now())];
    },
    async openModel(organizationId, config) {
      return provider(await cachesOf(organizationId), nameIn(config), config.model).openModel(config);
    },
    async openEmbedder(organizationId, config) {
      const own = builtIn.open(config);
      if (own) return own;
      return provider(
        await cachesOf(organizationId),
        embedderNameIn(config),
        config.embedding_model,
      ).openEmbedder(config);
    },
    async refresh(organizationId, providerName) {
      const caches = await cachesOf(organizationId);
      const wanted = caches.filter(({ provider: { name } }) => !providerName || name === providerName);
      await Promise.all(wanted.map((cache) => cache.refresh()));
    },
    async check(registered) {
      const opened = userProviderOf(options, registered);
      await opened.check?.();
      return opened.list();
    },
  };
}

function provider(caches: ListingCache[], name: string, model: string): Provider {
  const found = caches.find((cache) => cache.provider.name === name)?.provider;
  if (found) return found;
  throw new ModelError(
    "not_found",
    `The model ${model} needs the provider '${name}', which is not connected`,
  );
}

/** Configs from elsewhere may lack the provider's name; the handle or the endpoint's type then tell it. */
function nameIn(config: LlmConfig): string {
  const prefix = config.handle?.includes("/") ? config.handle.slice(0, config.handle.indexOf("/")) : null;
  const name = config.provider_name ?? prefix ?? config.model_endpoint_type;
  return name === "openai-proxy" ? "openai" : name;
}

const embedderNameIn = (config: EmbeddingConfig) =>
  config.handle?.includes("/")
    ? config.handle.slice(0, config.handle.indexOf("/"))
    : config.embedding_endpoint_type;

/** Registered providers of each organization, re-opened when their row changes. */
class UserProviders {
  private readonly known = new Map<string, { print: string; cache: ListingCache }>();

  constructor(
    private readonly options: ModelCatalogOptions,
    private readonly cached: (provider: Provider) => ListingCache,
  ) {}

  async of(organizationId: string): Promise<ListingCache[]> {
    const rows = (await this.options.byok?.load(organizationId)) ?? [];
    this.forgetOthers(organizationId, rows);
    return rows.flatMap((row) => {
      const key = `${organizationId}/${row.name}`;
      const print = JSON.stringify(row);
      const known = this.known.get(key);
      if (known?.print === print) return [known.cache];
      const opened = userProvider(row.provider_type, byokConnection(this.options, row));
      if (!opened) return [];
      const cache = this.cached(opened);
      this.known.set(key, { print, cache });
      return [cache];
    });
  }

  /** A deleted provider's key must not stay in memory. */
  private forgetOthers(organizationId: string, rows: RegisteredProvider[]): void {
    const kept = new Set(rows.map(({ name }) => `${organizationId}/${name}`));
    for (const key of this.known.keys())
      if (key.startsWith(`${organizationId}/`) && !kept.has(key)) this.known.delete(key);
  }
}

function userProviderOf(options: ModelCatalogOptions, row: RegisteredProvider): Provider {
  const opened = userProvider(row.provider_type, byokConnection(options, row));
  if (opened) return opened;
  throw new ModelError("bad_request", `Providers of the type '${row.provider_type}' need a base_url`);
}

/** Embedders inside this process: opened lazily, once, since each may hold a worker. */
class BuiltInEmbedders {
  private readonly opened = new Map<EmbedderSource, Promise<Embedder>>();

  constructor(private readonly sources: EmbedderSource[]) {}

  get infos(): EmbeddingInfo[] {
    return this.sources.map(({ config, displayName }) => ({
      handle: config.handle ?? config.embedding_model,
      displayName,
      providerName: "local",
      providerType: "hugging-face",
      config,
    }));
  }

  open(config: EmbeddingConfig): Promise<Embedder> | null {
    const source = this.sources.find((own) => own.config.embedding_model === config.embedding_model);
    if (!source) return null;
    const opened = this.opened.get(source) ?? source.open();
    this.opened.set(source, opened);
    return opened;
  }

  states(now: number): ProviderState[] {
    if (this.sources.length === 0) return [];
    const checkedAt = new Date(now).toISOString();
    const shared = { type: "hugging-face", category: "base", source: "built-in", baseUrl: null } as const;
    return [
      { ...shared, name: "local", status: "ok", message: null, checkedAt, modelCount: this.sources.length },
    ];
  }
}
