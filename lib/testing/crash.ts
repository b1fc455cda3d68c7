import { postgresRunLog } from "@/lib/adapters/run-log/postgres";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import type { Context } from "@/lib/domain/context";
import { loadMessages } from "@/lib/domain/messages/load-messages";
import { recoverRuns } from "@/lib/domain/runs/recover-runs";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import type { Message } from "@/lib/runtime/messages";
import type { Model, ModelPart, RunLog } from "@/lib/runtime/ports";
import { scriptedModel } from "@/lib/runtime/testing/scripted-model";
import { testDatabase } from "./database";
import { aTurnWorld, openStream, type TurnWorld } from "./turns";

export const never = () => new Promise<never>(() => {});

/** Says these parts of its first answer and then nothing more, for ever. */
export function modelThatHangs(...parts: ModelPart[]): Model {
  const model = scriptedModel([]);
  model.stream = async function* () {
    yield* parts;
    await never();
  };
  return model;
}

/** Answers as the scripted one does, and from that call on not at all. */
export function modelThatHangsAt(call: number, model: Model): Model {
  const speak = model.stream.bind(model);
  let calls = 0;
  return {
    ...model,
    async *stream(request) {
      if (++calls >= call) await never();
      yield* speak(request);
    },
  };
}

export async function aRunLog(): Promise<RunLog> {
  const { pool } = await testDatabase();
  return postgresRunLog({ pool, onError: () => {} });
}

export interface CrashOptions {
  /** The event at which the process stops, with what its log had stored by then. */
  at: string;
  /** Makes calls of the archive hang. */
  isEmbedderStuck?: boolean;
  agent?: NewAgent;
  request?: object;
  /** Turns that come before the one that is cut off. */
  before?: (world: TurnWorld, agentId: string) => Promise<unknown>;
}

export interface Crashed {
  /** The process that died, if it should stir once more. */
  dead: TurnWorld;
  agentId: string;
  runId: string;
  /** Ids of the window before the turn. */
  before: string[];
  /** A process that comes after. */
  another(model: Model): Promise<Heir>;
}

export interface Heir extends TurnWorld {
  recover(options?: { allOthers?: boolean; now?: Date }): Promise<string[]>;
  /** Recovers, and waits for the end of the run. */
  goOn(): Promise<{ status: string; stop_reason: string | null }>;
  run(): Promise<Record<string, any>>;
  /** What the turn added to the window. */
  added(): Promise<Message[]>;
}

/** A turn whose process dies in the middle of it. */
export async function crash(model: Model, options: CrashOptions): Promise<Crashed> {
  const dead = await aTurnWorld({ model, runLog: await aRunLog() });
  const { ctx } = dead;
  await ensureBaseTools(ctx);
  const { id: agentId } = await dead.anAgent({
    memory_blocks: [{ label: "human", value: "" }],
    tools: ["archival_memory_insert", "archival_memory_search"],
    embedding: "local/hash-256",
    ...options.agent,
  } as NewAgent);
  await options.before?.(dead, agentId);
  if (options.isEmbedderStuck) ctx.models.openEmbedder = never;
  const { message_ids: before } = await ctx.db.agent.findFirstOrThrow({ where: { id: agentId } });
  const items = await openStream(ctx, agentId, {
    input: "I am Ada",
    background: true,
    stream_tokens: true,
    ...options.request,
  });
  const runId = ((await items.next()).value as { data: { run_id: string } }).data.run_id;
  for await (const { event } of ctx.runLog.read(runId, { after: 0, signal: new AbortController().signal }))
    if (event.type === options.at) break;
  await ctx.runLog.flush(runId);
  return { dead, agentId, runId, before, another: (next) => heir(dead, { agentId, runId, before }, next) };
}

type Place = Pick<Crashed, "agentId" | "runId" | "before">;

async function heir(dead: TurnWorld, { agentId, runId, before }: Place, model: Model): Promise<Heir> {
  const world = await aTurnWorld({ model, runLog: await aRunLog(), actor: dead.ctx.actor });
  const { ctx } = world;
  const contextFor = (organizationId: string): Context => ({
    ...ctx,
    actor: { ...ctx.actor, type: "system", organizationId },
  });
  const recover: Heir["recover"] = ({ allOthers = true, now = ctx.clock.now() } = {}) =>
    recoverRuns(ctx.db, contextFor, { ownerId: ctx.executor.ownerId, allOthers, now });
  const run = () => ctx.db.run.findFirstOrThrow({ where: { id: runId } });
  return {
    ...world,
    recover,
    run,
    async goOn() {
      await recover();
      for await (const _ of ctx.runLog.read(runId, { after: 0, signal: new AbortController().signal }));
      return run();
    },
    async added() {
      const { message_ids } = await ctx.db.agent.findFirstOrThrow({ where: { id: agentId } });
      return loadMessages(ctx, agentId, message_ids.slice(before.length));
    },
  };
}
