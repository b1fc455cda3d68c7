import { randomUUID } from "node:crypto";
import { openDatabase } from "@/lib/adapters/database/open";
import { localEmbedder, localEmbeddingConfig } from "@/lib/adapters/embeddings/local";
import { parseFile } from "@/lib/adapters/files/parse";
import { guardedFetch } from "@/lib/adapters/http/guarded-fetch";
import { createMcpConnector } from "@/lib/adapters/mcp/connector";
import { createModelCatalog } from "@/lib/adapters/models/catalog";
import { pgBossQueue } from "@/lib/adapters/queue/pg-boss";
import { postgresRunLog } from "@/lib/adapters/run-log/postgres";
import { createSandbox } from "@/lib/adapters/sandbox/sandbox";
import { countTokens } from "@/lib/adapters/tokens/count-tokens";
import { createWeb } from "@/lib/adapters/web/create-web";
import { createDispatch, type RequestEvent } from "@/lib/api/dispatch";
import { handlers } from "@/lib/api/handlers/index";
import { contract } from "@/lib/contract/registry";
import type { Actor, Context, Settings } from "@/lib/domain/context";
import { loadProviders } from "@/lib/domain/providers/load-providers";
import { type JobPayloads, jobNames } from "@/lib/domain/queue";
import { recoverRuns } from "@/lib/domain/runs/recover-runs";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { newId } from "@/lib/shared/ids";
import { createActivity } from "./activity";
import { authenticate, defaultActor } from "./authenticate";
import { clientTokenCors } from "./client-token-cors";
import { type Env, readEnv } from "./env";
import { InProcessExecutor } from "./executor";
import { enqueueMissingJobs, jobWorks } from "./jobs";
import { createLogger } from "./logger";
import { indexMessagesBehind } from "./message-index";
import { createOutbound, outboundFetch } from "./outbound";
import { requestFacts } from "./request-facts";
import { createSecretBox, keyFromFile } from "./secret-box";
import { seed } from "./seed";
import { serverFacts } from "./server-facts";
import { openTelemetry } from "./telemetry";
import { sandboxSettings } from "./tool-env";
import { API_VERSION, PRODUCT_VERSION } from "./version";

const RECOVERY_EVERY_MS = 15_000;
/** A job of this process is seen at once; these are for jobs of others, retries and jobs of a later time. */
const POLL_S = 2;
const EMBEDDED_POLL_S = 5;

export type Container = Awaited<ReturnType<typeof createContainer>>;

// Next gives pages, route handlers and this server separate copies of a module; only globalThis is one.
const slot = globalThis as { __mneme?: Promise<Container> };

/** The one container of this process, made on first use. */
export const container = (): Promise<Container> => {
  slot.__mneme ??= createContainer(readEnv(process.env));
  return slot.__mneme;
};

/** Plugs everything together: opens the database, ends what an earlier process left, and answers requests. */
export async function createContainer(env: Env) {
  const log = createLogger(env.LOG_LEVEL);
  const database = await openDatabase({
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    ...(env.SNAPSHOT_INTERVAL_MINUTES > 0 && {
      snapshots: { everyMs: env.SNAPSHOT_INTERVAL_MINUTES * 60_000, keep: env.SNAPSHOT_KEEP },
    }),
    log: (message: string) => log.info({}, message),
  });
  await seed(database.prisma);
  const shared = sharedParts(env, database, log);
  const isAlone = database.embedded?.isOwner === true;
  const queue = await pgBossQueue<JobPayloads>({
    names: [...jobNames],
    pool: database.pool,
    backend: database.embedded ? "pglite" : "postgres",
    isAlone,
    pollS: database.embedded ? EMBEDDED_POLL_S : POLL_S,
    log,
  });
  const telemetry = await openTelemetry(env, shared.server.version, log);
  const contextFor = (actor: Actor, more: Partial<Context> = {}): Context => ({
    ...shared,
    executor,
    queue,
    telemetry,
    actor,
    isInTransaction: false,
    projectId: null,
    requestId: null,
    traceId: randomUUID().replaceAll("-", ""),
    ...more,
  });
  const systemOf = (organizationId: string, userId?: string | null) =>
    contextFor({ type: "system", id: null, userId: userId ?? defaultActor.userId, organizationId });
  const executor: InProcessExecutor = new InProcessExecutor(async ({ agentId, organizationId }) =>
    contextFor({ type: "agent", id: agentId, userId: defaultActor.userId, organizationId }),
  );
  const recover = (allOthers: boolean) =>
    recoverRuns(shared.db, systemOf, { ownerId: executor.ownerId, allOthers, now: new Date() });
  await recover(isAlone);
  const messageIndex = indexMessagesBehind(shared, systemOf, { log, isBusy: () => executor.isBusy });
  await ensureBaseTools(contextFor(defaultActor));
  const jobParts = { ...shared, queue };
  await enqueueMissingJobs(jobParts);
  await queue.start(jobWorks(jobParts, systemOf));
  const recovery = every(RECOVERY_EVERY_MS, () => recover(false), log);
  const dispatch = createDispatch({
    contract,
    handlers,
    bodySizeBytesMax: env.BODY_LIMIT_MB * 1024 * 1024,
    authenticate: async (request, { operation, traceId }) =>
      contextFor(
        await authenticate(request, {
          mode: env.AUTH,
          password: env.LETTA_SERVER_PASSWORD,
          db: shared.db,
          operation,
        }),
        { traceId, ...requestFacts(request.headers) },
      ),
    onRequest: (event) => logRequest(log, event),
  });
  return {
    env,
    log,
    database,
    dispatch,
    models: shared.models,
    clientTokenCors: (origin: string) => clientTokenCors(shared.db, origin),
    async close() {
      clearInterval(recovery);
      await Promise.all([messageIndex.close(), queue.close()]);
      await executor.close(env.SHUTDOWN_GRACE_MS);
      await shared.runLog.close();
      await telemetry.close();
      await shared.mcp.close();
      await shared.sandbox.close();
      await shared.closeEmbedder();
      await database.close();
    },
  };
}

function sharedParts(env: Env, database: Awaited<ReturnType<typeof openDatabase>>, log: Context["log"]) {
  const secrets = createSecretBox(env.ENCRYPTION_KEY ?? keyFromFile(env.DATA_DIR));
  const embedder = localEmbedder({ log: (message: string) => log.info({}, message) });
  const models = createModelCatalog({
    env,
    embeddings: [
      { config: localEmbeddingConfig, displayName: "Built-in (local, English)", open: async () => embedder },
    ],
    probe: env.PROBE_LOCAL_MODELS,
    byok: {
      load: (organizationId) => loadProviders({ db: database.prisma, secrets, log }, organizationId),
      fetch: outboundFetch({ allowPrivate: env.ALLOW_PRIVATE_CALLBACKS }),
    },
    limits: { firstByteTimeoutMs: env.LLM_FIRST_BYTE_TIMEOUT_MS, streamTimeoutMs: env.LLM_STREAM_TIMEOUT_MS },
    demo: { wordDelayMs: env.DEMO_MODEL_DELAY_MS },
  });
  const settings: Settings = {
    version: API_VERSION,
    defaultLlmHandle: env.LETTA_DEFAULT_LLM_HANDLE ?? null,
    defaultEmbeddingHandle: env.LETTA_DEFAULT_EMBEDDING_HANDLE ?? null,
    messageEmbeddingHandle: env.MESSAGE_EMBEDDING_HANDLE ?? null,
    globalMaxContextWindow: env.LETTA_GLOBAL_MAX_CONTEXT_WINDOW_LIMIT,
    runEventRetentionMs: env.RUN_EVENT_RETENTION_HOURS * 3_600_000,
    traceRetentionMs: env.TRACE_RETENTION_DAYS * 86_400_000,
    pingIntervalMs: env.PING_INTERVAL_MS,
    approvalExpiresAfterMs: env.APPROVAL_EXPIRES_AFTER_S ? env.APPROVAL_EXPIRES_AFTER_S * 1_000 : null,
    approvalExpiryAnswer: env.APPROVAL_EXPIRY_ANSWER,
    database: database.kind,
    mcpStdio: env.MCP_STDIO,
    mcpPrivateAddresses: env.MCP_ALLOW_PRIVATE,
    publicUrl: env.PUBLIC_URL ?? null,
  };
  return {
    db: database.prisma,
    models,
    runLog: postgresRunLog({
      pool: database.pool,
      onError: (error) => log.error({ error }, "a run's events could not be stored yet"),
    }),
    parseFile,
    secrets,
    outbound: createOutbound({ allowPrivate: env.ALLOW_PRIVATE_CALLBACKS }),
    sandbox: createSandbox(sandboxSettings(env), (message) => log.warn({}, message)),
    web: createWeb({
      searchKey: env.EXA_API_KEY ?? null,
      searchUrl: env.EXA_BASE_URL,
      allowPrivate: env.ALLOW_PRIVATE_PAGES,
    }),
    mcp: createMcpConnector({
      fetch: env.MCP_ALLOW_PRIVATE ? fetch : guardedFetch(),
      version: PRODUCT_VERSION,
    }),
    activity: createActivity(),
    server: serverFacts(env, database),
    clock: { now: () => new Date() },
    ids: { next: newId },
    countTokens,
    settings,
    log,
    closeEmbedder: () => embedder.close(),
  };
}

function every(ms: number, work: () => Promise<unknown>, log: Context["log"]): NodeJS.Timeout {
  return setInterval(
    () => void work().catch((error) => log.warn({ error }, "background work failed; it is tried again")),
    ms,
  ).unref();
}

/** One line a request; a failure of ours with its cause. */
function logRequest(log: Context["log"], { error, actor, ms, ...event }: RequestEvent) {
  const fields = {
    ...event,
    ms: Math.round(ms * 10) / 10,
    actor: actor?.id ?? null,
    organization_id: actor?.organizationId ?? null,
  };
  if (error) log.error({ ...fields, error }, "request failed");
  else log.info(fields, "request");
}
