import type { ModelCatalogOptions } from "./catalog";
import { demo } from "./providers/demo";
import { hostedProviders, localProviders } from "./providers/index";
import { firstOf, type LocalProvider, probedHosts } from "./providers/local";
import type { Connection, Provider } from "./providers/provider";

/** The environment's values that connect models, by the names operators know them by. */
export interface ModelEnv {
  OPENAI_API_KEY?: string;
  OPENAI_BASE_URL?: string;
  ANTHROPIC_API_KEY?: string;
  ANTHROPIC_BASE_URL?: string;
  GEMINI_API_KEY?: string;
  GEMINI_BASE_URL?: string;
  OLLAMA_BASE_URL?: string;
  LMSTUDIO_BASE_URL?: string;
  LLAMACPP_BASE_URL?: string;
  VLLM_API_BASE?: string;
}

/** A listing of a configured server may take its time; a probe of a port must not hold anything up. */
const LIST_TIMEOUT_MS = 5_000;
const PROBE_TIMEOUT_MS = 400;
/** A local model reads a long prompt for minutes before its first word. */
const LOCAL_FIRST_BYTE_MS = 300_000;

/** The server's own providers, in the order of the list: keys and URLs first, then what runs here, the demo last. */
export function baseProviders(options: ModelCatalogOptions): Provider[] {
  return [
    ...hosted(options),
    ...localProviders.flatMap((local) => localAt(local, options)),
    demo(options.demo),
  ];
}

function hosted(options: ModelCatalogOptions): Provider[] {
  const { env } = options;
  const found: [name: string, apiKey: string | undefined, baseUrl: string | undefined][] = [
    ["openai", env.OPENAI_API_KEY, env.OPENAI_BASE_URL],
    ["anthropic", env.ANTHROPIC_API_KEY, env.ANTHROPIC_BASE_URL],
    ["google_ai", env.GEMINI_API_KEY, env.GEMINI_BASE_URL],
  ];
  return found
    .filter(([name, apiKey, baseUrl]) => apiKey || (name === "openai" && baseUrl))
    .map(([name, apiKey, baseUrl]) =>
      hostedProviders[name](connection(options, { name, source: "env", apiKey, baseUrl })),
    );
}

function localAt(local: LocalProvider, options: ModelCatalogOptions): Provider[] {
  const configured = {
    ollama: options.env.OLLAMA_BASE_URL,
    lmstudio: options.env.LMSTUDIO_BASE_URL,
    llamacpp: options.env.LLAMACPP_BASE_URL,
    vllm: options.env.VLLM_API_BASE,
  }[local.name];
  const { name } = local;
  if (configured)
    return [local.create(localConnection(options, { name, source: "env", baseUrl: configured }))];
  if (options.probe === false) return [];
  const port = options.probePorts?.[name] ?? local.port;
  const candidates = (options.probeHosts ?? probedHosts()).map((host) =>
    local.create(localConnection(options, { name, source: "probe", baseUrl: `http://${host}:${port}` })),
  );
  return [firstOf(candidates)];
}

type Place = { name: string; source: Connection["source"]; apiKey?: string; baseUrl?: string };

const connection = (options: ModelCatalogOptions, { name, source, apiKey, baseUrl }: Place): Connection => ({
  name,
  category: "base",
  source,
  baseUrl: baseUrl || null,
  apiKey: apiKey || null,
  fetch: options.fetch,
  listTimeoutMs: source === "probe" ? PROBE_TIMEOUT_MS : LIST_TIMEOUT_MS,
  limits: { ...options.limits },
});

function localConnection(options: ModelCatalogOptions, place: Place): Connection {
  const made = connection(options, place);
  const firstByteTimeoutMs = Math.max(LOCAL_FIRST_BYTE_MS, made.limits.firstByteTimeoutMs ?? 0);
  return { ...made, limits: { ...made.limits, firstByteTimeoutMs } };
}

/** A provider that a user registered over the API. */
export interface ByokProvider {
  name: string;
  provider_type: string;
  api_key: string | null;
  base_url: string | null;
}

export const byokConnection = (options: ModelCatalogOptions, provider: ByokProvider): Connection => ({
  ...connection(options, { name: provider.name, source: "database", apiKey: provider.api_key ?? undefined }),
  category: "byok",
  baseUrl: provider.base_url || null,
  fetch: options.byok?.fetch ?? options.fetch,
});
