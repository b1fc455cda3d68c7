import { randomUUID } from "node:crypto";
import { openDatabase } from "@/lib/adapters/database/open";
import { localEmbedder, localEmbeddingConfig } from "@/lib/adapters/embeddings/local";
import { parseFile } from "@/lib/adapters/files/parse";
import { createModelCatalog } from "@/lib/adapters/models/catalog";
import { postgresRunLog } from "@/lib/adapters/run-log/postgres";
import { countTokens } from "@/lib/adapters/tokens/count-tokens";
import { createDispatch, type RequestEvent } from "@/lib/api/dispatch";
import { handlers } from "@/lib/api/handlers/index";
import { contract } from "@/lib/contract/registry";
import type { Actor, Context, Settings } from "@/lib/domain/context";
import { releaseLeases } from "@/lib/domain/files/file-lease";
import { loadProviders } from "@/lib/domain/providers/load-providers";
import { recoverRuns } from "@/lib/domain/runs/recover-runs";
import { sweepRunEvents } from "@/lib/domain/runs/sweep-run-events";
import { sweepTraces } from "@/lib/domain/steps/sweep-traces";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { newId } from "@/lib/shared/ids";
import { createActivity } from "./activity";
import { approvalExpiry } from "./approval-expiry";
import { authenticate, defaultActor } from "./authenticate";
import { backgroundWorks } from "./background-works";
import { type Env, readEnv } from "./env";
import { InProcessExecutor } from "./executor";
import { InProcessFileWorker } from "./file-worker";
import { createLogger } from "./logger";
import { createOutbound, outboundFetch } from "./outbound";
import { createSecretBox, keyFromFile } from "./secret-box";
import { seed } from "./seed";
import { serverFacts } from "./server-facts";
import { openTelemetry } from "./telemetry";
import { API_VERSION } from "./version";

const RECOVERY_EVERY_MS = 15_000;
const SWEEP_EVERY_MS = 600_000;

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
  const telemetry = await openTelemetry(env, shared.server.version, log);
  const contextFor = (actor: Actor, more: Partial<Context> = {}): Context => ({
    ...shared,
    executor,
    fileWorker,
    telemetry,
    actor,
    isInTransaction: false,
    projectId: null,
    requestId: null,
    traceId: randomUUID().replaceAll("-", ""),
    ...more,
  });
  const systemOf = (organizationId: string) =>
    contextFor({ type: "system", id: null, userId: defaultActor.userId, organizationId });
  const executor: InProcessExecutor = new InProcessExecutor(async ({ agentId, organizationId }) =>
    contextFor({ type: "agent", id: agentId, userId: defaultActor.userId, organizationId }),
  );
  const fileWorker: InProcessFileWorker = new InProcessFileWorker({
    owner: executor.ownerId,
    db: shared.db,
    contextOf: ({ organization_id, created_by_id }) => ({
      ...systemOf(organization_id),
      actor: {
        type: "system",
        id: null,
        userId: created_by_id ?? defaultActor.userId,
        organizationId: organization_id,
      },
    }),
    onProblem: (error) => log.warn({ error }, "files could not be processed; it is tried again"),
  });
  const recover = (allOthers: boolean) =>
    recoverRuns(shared.db, systemOf, { ownerId: executor.ownerId, allOthers, now: new Date() });
  await recover(database.embedded?.isOwner === true);
  if (database.embedded?.isOwner) await releaseLeases(shared.db);
  fileWorker.wake();
  const background = [
    ...backgroundWorks(shared, systemOf, { log, isBusy: () => executor.isBusy }),
    ...approvalExpiry(shared, systemOf, log),
  ];
  await ensureBaseTools(contextFor(defaultActor));
  const timers = [
    every(RECOVERY_EVERY_MS, () => recover(false), log),
    every(
      SWEEP_EVERY_MS,
      () => sweepRunEvents(shared.db, new Date(Date.now() - shared.settings.runEventRetentionMs)),
      log,
    ),
    every(
      SWEEP_EVERY_MS,
      () => sweepTraces(shared.db, new Date(Date.now() - shared.settings.traceRetentionMs)),
      log,
    ),
  ];
  const dispatch = createDispatch({
    contract,
    handlers,
    bodySizeBytesMax: env.BODY_LIMIT_MB * 1024 * 1024,
    authenticate: async (request, { traceId }) =>
      contextFor(
        await authenticate(request, { mode: env.AUTH, password: env.LETTA_SERVER_PASSWORD, db: shared.db }),
        {
          traceId,
          projectId: request.headers.get("x-project-id"),
          requestId: request.headers.get("x-api-request-log-id"),
        },
      ),
    onRequest: (event) => logRequest(log, event),
  });
  return {
    env,
    log,
    database,
    dispatch,
    models: shared.models,
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(background.map((work) => work.close()));
      await fileWorker.close();
      await executor.close(env.SHUTDOWN_GRACE_MS);
      await shared.runLog.close();
      await telemetry.close();
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
