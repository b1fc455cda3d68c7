import type { RegisteredProvider } from "@/lib/runtime/ports";
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
  GOOGLE_CLOUD_PROJECT?: string;
  GOOGLE_CLOUD_LOCATION?: string;
  AZURE_API_KEY?: string;
  AZURE_BASE_URL?: string;
  AZURE_API_VERSION?: string;
  AWS_ACCESS_KEY_ID?: string;
  AWS_SECRET_ACCESS_KEY?: string;
  AWS_BEARER_TOKEN_BEDROCK?: string;
  AWS_DEFAULT_REGION?: string;
  AWS_REGION?: string;
  MISTRAL_API_KEY?: string;
  GROQ_API_KEY?: string;
  XAI_API_KEY?: string;
  DEEPSEEK_API_KEY?: string;
  TOGETHER_API_KEY?: string;
  FIREWORKS_API_KEY?: string;
  CEREBRAS_API_KEY?: string;
  OPENROUTER_API_KEY?: string;
  ZAI_API_KEY?: string;
  ZAI_BASE_URL?: string;
  MINIMAX_API_KEY?: string;
  MOONSHOT_API_KEY?: string;
  BASETEN_API_KEY?: string;
  OLLAMA_BASE_URL?: string;
  OLLAMA_CONTEXT_LENGTH?: number;
  LMSTUDIO_BASE_URL?: string;
  LLAMACPP_BASE_URL?: string;
  VLLM_API_BASE?: string;
  SGLANG_API_BASE?: string;
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

const hosted = (options: ModelCatalogOptions): Provider[] =>
  hostedPlaces(options.env).map((place) =>
    hostedProviders[place.name](connection(options, { ...place, source: "env" })),
  );

/** The hosted providers that the environment says enough about. */
function hostedPlaces(env: ModelEnv): Omit<Place, "source">[] {
  const found: Omit<Place, "source">[] = [
    { name: "openai", apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL },
    { name: "anthropic", apiKey: env.ANTHROPIC_API_KEY, baseUrl: env.ANTHROPIC_BASE_URL },
    { name: "google_ai", apiKey: env.GEMINI_API_KEY, baseUrl: env.GEMINI_BASE_URL },
    { name: "mistral", apiKey: env.MISTRAL_API_KEY },
    { name: "groq", apiKey: env.GROQ_API_KEY },
    { name: "xai", apiKey: env.XAI_API_KEY },
    { name: "deepseek", apiKey: env.DEEPSEEK_API_KEY },
    { name: "together", apiKey: env.TOGETHER_API_KEY },
    { name: "fireworks", apiKey: env.FIREWORKS_API_KEY },
    { name: "cerebras", apiKey: env.CEREBRAS_API_KEY },
    { name: "openrouter", apiKey: env.OPENROUTER_API_KEY },
    { name: "zai", apiKey: env.ZAI_API_KEY, baseUrl: env.ZAI_BASE_URL },
    { name: "minimax", apiKey: env.MINIMAX_API_KEY },
    { name: "moonshot", apiKey: env.MOONSHOT_API_KEY },
    { name: "baseten", apiKey: env.BASETEN_API_KEY },
  ];
  const usable = found.filter(
    ({ name, apiKey, baseUrl }) => apiKey || (name === "openai" && Boolean(baseUrl)),
  );
  return [...usable, ...cloudPlaces(env)];
}

/** Clouds need more than a key: an address, a region or a project. */
function cloudPlaces(env: ModelEnv): Omit<Place, "source">[] {
  const places: Omit<Place, "source">[] = [];
  const { AZURE_API_KEY: azureKey, AZURE_BASE_URL: azureUrl } = env;
  if (azureKey && azureUrl)
    places.push({ name: "azure", apiKey: azureKey, baseUrl: azureUrl, apiVersion: env.AZURE_API_VERSION });
  const region = env.AWS_DEFAULT_REGION ?? env.AWS_REGION;
  const { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secret } = env;
  if (region && env.AWS_BEARER_TOKEN_BEDROCK)
    places.push({ name: "bedrock", apiKey: env.AWS_BEARER_TOKEN_BEDROCK, region });
  else if (region && accessKey && secret) places.push({ name: "bedrock", apiKey: secret, accessKey, region });
  const { GOOGLE_CLOUD_PROJECT: project, GOOGLE_CLOUD_LOCATION: location } = env;
  if (project && location) places.push({ name: "google_vertex", project, region: location });
  return places;
}

function localAt(local: LocalProvider, options: ModelCatalogOptions): Provider[] {
  const configured = {
    ollama: options.env.OLLAMA_BASE_URL,
    lmstudio: options.env.LMSTUDIO_BASE_URL,
    llamacpp: options.env.LLAMACPP_BASE_URL,
    vllm: options.env.VLLM_API_BASE,
    sglang: options.env.SGLANG_API_BASE,
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

interface Place {
  name: string;
  source: Connection["source"];
  apiKey?: string | null;
  baseUrl?: string | null;
  accessKey?: string | null;
  region?: string | null;
  project?: string | null;
  apiVersion?: string | null;
}

const connection = (options: ModelCatalogOptions, place: Place): Connection => ({
  name: place.name,
  category: "base",
  source: place.source,
  baseUrl: place.baseUrl || null,
  apiKey: place.apiKey || null,
  accessKey: place.accessKey || null,
  region: place.region || null,
  project: place.project || null,
  apiVersion: place.apiVersion || null,
  fetch: options.fetch,
  localWindow: options.env.OLLAMA_CONTEXT_LENGTH ?? null,
  listTimeoutMs: place.source === "probe" ? PROBE_TIMEOUT_MS : LIST_TIMEOUT_MS,
  limits: { ...options.limits },
});

function localConnection(options: ModelCatalogOptions, place: Place): Connection {
  const made = connection(options, place);
  const firstByteTimeoutMs = Math.max(LOCAL_FIRST_BYTE_MS, made.limits.firstByteTimeoutMs ?? 0);
  return { ...made, limits: { ...made.limits, firstByteTimeoutMs } };
}

/** How to reach a provider that a user registered. */
export function byokConnection(options: ModelCatalogOptions, provider: RegisteredProvider): Connection {
  const { name, api_key: apiKey, access_key: accessKey, base_url: baseUrl, region } = provider;
  const place = { name, apiKey, accessKey, baseUrl, region, apiVersion: provider.api_version };
  const open = localTypes.has(provider.provider_type) ? localConnection : connection;
  return {
    ...open(options, { ...place, source: "database" }),
    category: "byok",
    fetch: options.byok?.fetch ?? options.fetch,
  };
}

const localTypes = new Set(["ollama", "vllm", "sglang", "lmstudio_openai"]);
