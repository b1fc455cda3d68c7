import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { telemetryVariables } from "./telemetry-env";
import { toolVariables } from "./tool-env";

const flag = z
  .enum(["true", "false", "1", "0", "yes", "no", "on", "off"])
  .transform((value) => ["true", "1", "yes", "on"].includes(value));
const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean),
);
const milliseconds = z.coerce.number().int().min(1);

/** Every environment variable that the server reads. `docs/configuration.md` is generated from the descriptions. */
export const variables = {
  "The server": {
    PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65535)
      .default(8283)
      .describe("Port to listen on. 0 takes a free one."),
    HOST: z
      .string()
      .default("127.0.0.1")
      .describe("Address to bind. Anything but loopback needs `AUTH=required`."),
    DATA_DIR: z
      .string()
      .default(() => join(homedir(), ".mneme"))
      .describe("Folder of the embedded database, its snapshots and the encryption key. Default `~/.mneme`."),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")
      .optional()
      .describe("A Postgres server (14 or newer, with pgvector). Without it the embedded database is used."),
    LETTA_PG_URI: z.string().optional().describe("Older name of `DATABASE_URL`."),
    LOG_LEVEL: z
      .enum(["debug", "info", "warn", "error", "silent"])
      .default("info")
      .describe("What is logged."),
    SHUTDOWN_GRACE_MS: milliseconds
      .default(5_000)
      .describe(
        "On stop, running turns get this long (milliseconds) to end by themselves; the next start goes on with the others.",
      ),
    BODY_LIMIT_MB: z.coerce.number().min(1).default(256).describe("Largest request body, in MiB."),
  },
  "Who may use it": {
    AUTH: z
      .enum(["local", "required"])
      .optional()
      .describe(
        "`local`: no key, loopback only. `required`: every /v1 call carries a bearer key. Default `local`.",
      ),
    LETTA_SERVER_PASSWORD: z
      .string()
      .min(8, "needs at least 8 characters")
      .optional()
      .describe(
        "A key that always opens the server when a key is required; further keys are made with `POST /v1/_mneme/keys` or in the settings.",
      ),
    LETTA_SERVER_SECURE: flag.optional().describe("`true` is the older way to say `AUTH=required`."),
    ALLOWED_HOSTS: list
      .default([])
      .describe(
        "Host names, besides loopback's, under which browsers may reach the server in `local` mode; a comma list.",
      ),
    CORS_ORIGINS: list
      .default([])
      .describe(
        "Web origins whose pages may call the API, besides the server's own and the usual local ones; a comma list.",
      ),
    ENCRYPTION_KEY: z
      .string()
      .min(16, "needs at least 16 characters")
      .optional()
      .describe("Encrypts stored secrets. Without it a key file is made in `DATA_DIR` on first start."),
    LETTA_ENCRYPTION_KEY: z
      .string()
      .min(16, "needs at least 16 characters")
      .optional()
      .describe("Older name of `ENCRYPTION_KEY`."),
  },
  Models: {
    OPENAI_API_KEY: z
      .string()
      .optional()
      .describe("Connects OpenAI, or any OpenAI-compatible server with `OPENAI_BASE_URL`."),
    OPENAI_BASE_URL: z.url().optional().describe("Address of an OpenAI-compatible server."),
    ANTHROPIC_API_KEY: z.string().optional().describe("Connects Anthropic."),
    ANTHROPIC_BASE_URL: z.url().optional().describe("Address of an Anthropic-compatible server."),
    GEMINI_API_KEY: z.string().optional().describe("Connects Google AI (Gemini)."),
    GEMINI_BASE_URL: z.url().optional().describe("Address of a Gemini-compatible server."),
    GOOGLE_CLOUD_PROJECT: z
      .string()
      .optional()
      .describe(
        "Connects Google Vertex, with `GOOGLE_CLOUD_LOCATION` and Google's usual credentials (`GOOGLE_APPLICATION_CREDENTIALS` or the machine's).",
      ),
    GOOGLE_CLOUD_LOCATION: z.string().optional().describe("Location of Vertex, such as `global`."),
    AZURE_API_KEY: z.string().optional().describe("Connects Azure OpenAI, with `AZURE_BASE_URL`."),
    AZURE_BASE_URL: z
      .url()
      .optional()
      .describe("Address of the Azure resource, such as `https://name.openai.azure.com`."),
    AZURE_API_VERSION: z
      .string()
      .optional()
      .describe("A dated version of Azure's API, for resources that do not have the undated one."),
    AWS_ACCESS_KEY_ID: z
      .string()
      .optional()
      .describe("Connects Amazon Bedrock, with `AWS_SECRET_ACCESS_KEY` and a region."),
    AWS_SECRET_ACCESS_KEY: z.string().optional().describe("The secret of that key."),
    AWS_BEARER_TOKEN_BEDROCK: z
      .string()
      .optional()
      .describe("A Bedrock API key, instead of the pair of keys."),
    AWS_DEFAULT_REGION: z.string().optional().describe("Region of Bedrock; without one it is not connected."),
    AWS_REGION: z.string().optional().describe("The same under its other name."),
    MISTRAL_API_KEY: z.string().optional().describe("Connects Mistral."),
    GROQ_API_KEY: z.string().optional().describe("Connects Groq."),
    XAI_API_KEY: z.string().optional().describe("Connects xAI."),
    DEEPSEEK_API_KEY: z.string().optional().describe("Connects DeepSeek."),
    TOGETHER_API_KEY: z.string().optional().describe("Connects Together."),
    FIREWORKS_API_KEY: z.string().optional().describe("Connects Fireworks."),
    CEREBRAS_API_KEY: z.string().optional().describe("Connects Cerebras."),
    OPENROUTER_API_KEY: z.string().optional().describe("Connects OpenRouter."),
    ZAI_API_KEY: z.string().optional().describe("Connects Z.ai."),
    ZAI_BASE_URL: z.url().optional().describe("Another address of Z.ai, such as that of its coding plan."),
    MINIMAX_API_KEY: z.string().optional().describe("Connects MiniMax."),
    MOONSHOT_API_KEY: z.string().optional().describe("Connects Moonshot (Kimi)."),
    BASETEN_API_KEY: z.string().optional().describe("Connects Baseten."),
    OLLAMA_BASE_URL: z.url().optional().describe("Ollama, when it is not on port 11434 of this machine."),
    OLLAMA_CONTEXT_LENGTH: z.coerce
      .number()
      .int()
      .min(2048)
      .default(32_768)
      .describe(
        "Window, in tokens, that Ollama's models are offered with when they do not set `num_ctx` themselves. It takes memory there; an agent may ask for another.",
      ),
    LMSTUDIO_BASE_URL: z.url().optional().describe("LM Studio, when it is not on port 1234 of this machine."),
    LLAMACPP_BASE_URL: z
      .url()
      .optional()
      .describe("llama.cpp's server, when it is not on port 8080 of this machine."),
    VLLM_API_BASE: z.url().optional().describe("vLLM, when it is not on port 8000 of this machine."),
    SGLANG_API_BASE: z.url().optional().describe("SGLang, when it is not on port 30000 of this machine."),
    PROBE_LOCAL_MODELS: flag
      .default(true)
      .describe("Look for model servers on their usual ports of this machine."),
    LETTA_DEFAULT_LLM_HANDLE: z
      .string()
      .optional()
      .describe("Model of agents that are created without one, such as `openai/gpt-4o-mini`."),
    LETTA_DEFAULT_EMBEDDING_HANDLE: z
      .string()
      .optional()
      .describe("Embedding model of agents that are created without one."),
    MESSAGE_EMBEDDING_HANDLE: z
      .string()
      .optional()
      .describe(
        "Embedding model that message search uses, such as `openai/text-embedding-3-small`. Default: the built-in one, which sends nothing anywhere.",
      ),
    LETTA_GLOBAL_MAX_CONTEXT_WINDOW_LIMIT: z.coerce
      .number()
      .int()
      .min(4096)
      .default(128_000)
      .describe("Largest context window, in tokens, of agents that do not choose theirs."),
    LLM_FIRST_BYTE_TIMEOUT_MS: milliseconds
      .default(60_000)
      .describe("How long a model may take to begin its answer (milliseconds)."),
    LLM_STREAM_TIMEOUT_MS: milliseconds
      .default(600_000)
      .describe("How long a whole answer may take (milliseconds)."),
    DEMO_MODEL_DELAY_MS: z.coerce
      .number()
      .int()
      .min(0)
      .default(12)
      .describe("Pause between two words of the demo model (milliseconds)."),
  },
  "Custom tools": toolVariables,
  "Tools that reach the web": {
    EXA_API_KEY: z
      .string()
      .optional()
      .describe(
        "Key of the search service Exa, for `web_search` and `fetch_webpage`. An agent's own secret of this name comes first. Without either, `web_search` says so, and `fetch_webpage` downloads pages itself.",
      ),
    EXA_BASE_URL: z.url().optional().describe("Another address of Exa's API."),
    ALLOW_PRIVATE_PAGES: flag
      .default(false)
      .describe("Lets `fetch_webpage` read pages in private networks, this machine included."),
  },
  "MCP servers": {
    MCP_STDIO: flag
      .optional()
      .describe(
        "`on` lets MCP servers of the type `stdio` be registered and used. They are programs that run on this machine as the user of this server, and whoever may use the API may choose them. Default: off.",
      ),
    MCP_DISABLE_STDIO: flag.optional().describe("`false` is the older way to say `MCP_STDIO=on`."),
    MCP_ALLOW_PRIVATE: flag
      .optional()
      .describe(
        "Lets the addresses of MCP servers point to this machine and into private networks. Default: yes in `local` mode, no otherwise.",
      ),
    PUBLIC_URL: z
      .url()
      .optional()
      .describe(
        "Where browsers reach this server, such as `https://mneme.example`. A sign-in at an MCP server leads back there. Default: the address that the request was sent to.",
      ),
  },
  Approvals: {
    APPROVAL_EXPIRES_AFTER_S: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe(
        "An approval request that nobody has answered for this long (seconds) is answered by the server. Default: never.",
      ),
    APPROVAL_EXPIRY_ANSWER: z
      .enum(["deny", "approve"])
      .default("deny")
      .describe(
        "The answer to what is then still open. `approve` runs the tools unseen; calls of tools that a client runs are denied all the same.",
      ),
  },
  "Streams and storage": {
    PING_INTERVAL_MS: milliseconds
      .default(20_000)
      .describe("A silent stream sends a ping this often (milliseconds)."),
    RUN_EVENT_RETENTION_HOURS: z.coerce
      .number()
      .min(0.1)
      .default(3)
      .describe("How long the stream of a finished background run can be resumed."),
    TRACE_RETENTION_DAYS: z.coerce
      .number()
      .min(0)
      .default(30)
      .describe(
        "How long the exchanges with model providers are kept, compressed, for the traces of steps. 0 keeps none.",
      ),
    SNAPSHOT_INTERVAL_MINUTES: z.coerce
      .number()
      .min(0)
      .default(15)
      .describe(
        "Embedded database: a synced snapshot is written this often while data changes. 0 switches snapshots off.",
      ),
    SNAPSHOT_KEEP: z.coerce
      .number()
      .int()
      .min(1)
      .default(3)
      .describe("Embedded database: how many snapshots are kept."),
    ALLOW_PRIVATE_CALLBACKS: flag
      .optional()
      .describe(
        "Lets `callback_url` and the addresses of images point into private networks. Default: yes in `local` mode, no otherwise.",
      ),
  },
  "Traces for OpenTelemetry": telemetryVariables,
} as const;

const shape = Object.assign({}, ...Object.values(variables)) as (typeof variables)["The server"] &
  (typeof variables)["Who may use it"] &
  (typeof variables)["Models"] &
  (typeof variables)["Custom tools"] &
  (typeof variables)["Tools that reach the web"] &
  (typeof variables)["MCP servers"] &
  (typeof variables)["Approvals"] &
  (typeof variables)["Streams and storage"] &
  (typeof variables)["Traces for OpenTelemetry"];

export type Env = ReturnType<typeof readEnv>;

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/**
 * The configuration, checked as a whole. Empty variables count as absent.
 * @throws Error naming every problem at once
 */
export function readEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(`The configuration is not valid:\n${lines.join("\n")}`);
  }
  const env = parsed.data;
  const auth = env.AUTH ?? (env.LETTA_SERVER_SECURE ? "required" : "local");
  if (auth === "local" && !LOOPBACK.has(env.HOST))
    throw new Error(
      `HOST=${env.HOST} would open the server to other machines without any key. Set AUTH=required (and LETTA_SERVER_PASSWORD for the first key), or keep HOST=127.0.0.1.`,
    );
  return {
    ...env,
    AUTH: auth,
    DATABASE_URL: env.DATABASE_URL ?? env.LETTA_PG_URI?.replace(/^postgresql\+\w+:/, "postgresql:"),
    ENCRYPTION_KEY: env.ENCRYPTION_KEY ?? env.LETTA_ENCRYPTION_KEY,
    ALLOW_PRIVATE_CALLBACKS: env.ALLOW_PRIVATE_CALLBACKS ?? auth === "local",
    MCP_ALLOW_PRIVATE: env.MCP_ALLOW_PRIVATE ?? auth === "local",
    MCP_STDIO: env.MCP_STDIO ?? env.MCP_DISABLE_STDIO === false,
  };
}
