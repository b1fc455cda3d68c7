import type { BillingContext } from "@/lib/contract/telemetry/schemas";
import type { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import type { McpConnector } from "@/lib/runtime/mcp";
import type { Clock, FileParser, Ids, ModelCatalog, RunLog } from "@/lib/runtime/ports";
import type { Sandbox } from "@/lib/runtime/sandbox";
import type { Telemetry } from "@/lib/runtime/telemetry";
import type { Web } from "@/lib/runtime/web";
import type { Queue } from "./queue";

/** Who asks. `agent` is an agent acting in its own turn, `system` the server itself (recovery, migrations). */
export interface Actor {
  type: "user" | "api_key" | "agent" | "system";
  /** Id of the user, key or agent; null for the system. */
  id: string | null;
  /** The user behind the request, recorded in `created_by_id`. */
  userId: string;
  organizationId: string;
  /** Set for a token that somebody else's browser holds: it sees no secrets, whatever it asks for. */
  isClientToken?: true;
}

export interface Logger {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
  child(fields: Record<string, unknown>): Logger;
}

/** Encryption at rest. `place` is `table.column:row id`; a ciphertext moved elsewhere does not open. */
export interface SecretBox {
  seal(plaintext: string, place: string): string;
  open(ciphertext: string, place: string): string;
}

/** Settings of the server that verbs depend on, parsed from the environment once. */
export interface Settings {
  version: string;
  /** Handle for agents created without a model; null = none configured. */
  defaultLlmHandle: string | null;
  defaultEmbeddingHandle: string | null;
  /** Model that messages are embedded with for search; null = the built-in one. */
  messageEmbeddingHandle: string | null;
  /** Tokens; the cap for agents that do not choose their window. */
  globalMaxContextWindow: number;
  /** Background streams can be resumed for this long. */
  runEventRetentionMs: number;
  /** Exchanges with model providers are kept for this long; 0 = none are kept. */
  traceRetentionMs: number;
  /** Milliseconds of silence after which a stream sends a ping. */
  pingIntervalMs: number;
  /** Approval requests that nobody answers for this long are answered by the server; null = never. */
  approvalExpiresAfterMs: number | null;
  approvalExpiryAnswer: "deny" | "approve";
  database: "embedded" | "postgres";
  /** MCP servers may be started as processes of this machine. */
  mcpStdio: boolean;
  /** Addresses of MCP servers may point into private networks. */
  mcpPrivateAddresses: boolean;
  /** Where browsers reach this server; null = where the request came in. */
  publicUrl: string | null;
}

/** What the executor needs to know of a stored run. */
export interface AcceptedRun {
  id: string;
  agentId: string;
  conversationId: string | null;
  organizationId: string;
  /** Its place in the line of its conversation. */
  acceptedNo: bigint;
}

/** Executes runs in this process, apart from the request that asked for them. */
export interface RunExecutor {
  /** Name of this process in the leases of its runs. */
  ownerId: string;
  /** Takes the run, which is stored as `created`; turns of one conversation go one after the other. */
  start(run: AcceptedRun): void;
  /** Aborts the run's provider and tools if this process executes it, and resolves when it has stopped. */
  cancel(runId: string): Promise<boolean>;
  /** True while this process has the run queued or running. */
  holds(runId: string): boolean;
}

/** Requests to addresses that callers chose. Refuses what points into the server's own network. */
export interface Outbound {
  /** Posts JSON once, without following redirects; throws when nothing answered in time. */
  post(url: string, body: unknown, options: { timeoutMs: number }): Promise<{ status: number }>;
  /** Gets what is there, following redirects; throws when it is not whole in time, or larger than allowed. */
  get(
    url: string,
    options: { timeoutMs: number; sizeBytesMax: number },
  ): Promise<{ status: number; contentType: string | null; body: Uint8Array }>;
}

/** The rotating copies of the embedded database. */
export interface SnapshotState {
  folder: string;
  everyMs: number;
  count: number;
  sizeBytes: number;
  newestAt: Date | null;
}

/** What the server can tell about itself. */
export interface ServerFacts {
  /** Of this product; `Settings.version` is that of the API. */
  version: string;
  authMode: "local" | "required";
  databaseVersion: string;
  dataDir: string | null;
  startedAt: Date;
  nodeVersion: string;
  platform: string;
  /** Null where none are taken. */
  snapshots(): Promise<SnapshotState | null>;
}

/**
 * Tells watchers in this process that something of an organisation may have changed. It only says "look again": what
 * changed is read from the database, so an announcement too many costs a look and one too few costs a wait.
 */
export interface Activity {
  announce(organizationId: string): void;
  /** Rises with every announcement. Read it before looking, so that none is missed in between. */
  position(organizationId: string): number;
  /** Resolves when the position is beyond `position`, the time is over or the signal aborts. */
  wait(
    organizationId: string,
    until: { position: number; timeoutMs: number; signal: AbortSignal },
  ): Promise<void>;
}

export type Db = PrismaClient | Prisma.TransactionClient;

/** What a verb may use. Built once per request or run, passed to every verb as its first argument. */
export interface Context {
  actor: Actor;
  db: Db;
  /** True when `db` is a transaction, which inner verbs then join. */
  isInTransaction: boolean;
  models: ModelCatalog;
  runLog: RunLog;
  executor: RunExecutor;
  parseFile: FileParser;
  queue: Queue;
  secrets: SecretBox;
  outbound: Outbound;
  mcp: McpConnector;
  web: Web;
  sandbox: Sandbox;
  activity: Activity;
  telemetry: Telemetry;
  clock: Clock;
  ids: Ids;
  countTokens: (text: string) => number;
  settings: Settings;
  server: ServerFacts;
  log: Logger;
  /** The turn that causes the change, for the history of state. */
  cause?: { runId: string; stepId: string | null };
  /** `X-Project-Id` of the request. */
  projectId: string | null;
  /** `x-api-request-log-id` of the request, stored on steps. */
  requestId: string | null;
  /** The `X-Billing-…` headers of the request, stored with traces. */
  billing?: BillingContext;
  traceId: string;
}
