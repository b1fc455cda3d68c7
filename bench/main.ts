// npm run bench: how long the server itself takes, with a scripted model that answers at once. Prints a table and writes
// bench/results/latest.json. `-- --quick` measures a tenth of everything, to see that it works.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { startScriptedModel } from "../e2e/scripted-model/server";
import { type RunningServer, startServer } from "../e2e/support/server";
import { apiOf } from "./api";
import { measureCompaction } from "./compaction";
import { measureHistories } from "./history";
import { summary, timed, underLoad } from "./measure";
import { measureStreamsAtOnce } from "./streams";
import { table } from "./table";

const isQuick = process.argv.includes("--quick");
const scaled = (count: number) => Math.max(5, Math.round(isQuick ? count / 10 : count));
const MODEL = "openai/scripted-large";
const TOOL = '[[tool memory_insert {"label":"human","new_string":"."}]]';

const model = await startScriptedModel();
const dataDir = mkdtempSync(join(tmpdir(), "mneme-bench-"));
const start = () =>
  startServer({ dataDir, env: { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: model.url } });

try {
  const results = await measureAll();
  mkdirSync("bench/results", { recursive: true });
  writeFileSync("bench/results/latest.json", `${JSON.stringify(results, null, 2)}\n`);
  console.log(table(results));
} finally {
  await model.close();
  rmSync(dataDir, { recursive: true, force: true });
}

export type Results = Awaited<ReturnType<typeof measureAll>>;

async function measureAll() {
  const first = await start();
  const firstStartMs = first.startedMs;
  await first.stop();
  const starts = [];
  for (let count = 0; count < 2; count++) {
    const again = await start();
    starts.push(again.startedMs);
    await again.stop();
  }
  const server = await start();
  starts.push(server.startedMs);
  try {
    const memory = { idle: memoryMb(server) };
    const operations = await measureOperations(server);
    const turns = await measureTurns(server);
    const load = await measureLoad(server);
    const afterLoad = memoryMb(server);
    const compaction = await measureCompaction(server.url, {
      model: MODEL,
      turns: scaled(100),
      rounds: isQuick ? 1 : 5,
    });
    const streams = await measureStreamsAtOnce(server.url, { model: MODEL, count: scaled(200) });
    const afterStreams = memoryMb(server);
    const sizes = [10, 1_000, isQuick ? 10_000 : 100_000];
    const histories = await measureHistories(
      { url: server.url, dataDir },
      { model: MODEL, sizes, turns: scaled(100) },
    );
    return {
      date: new Date().toISOString(),
      machine: {
        cpu: cpus()[0]?.model ?? "unknown",
        cores: availableParallelism(),
        memoryGb: Math.round(totalmem() / 2 ** 30),
        node: process.version,
      },
      database: "embedded",
      starts: { firstMs: firstStartMs, laterMs: summary(starts).p50 },
      operations,
      turns,
      load,
      compaction,
      streams,
      histories,
      memory: { ...memory, afterLoad, afterStreams },
    };
  } finally {
    await server.stop();
  }
}

async function measureOperations({ url }: RunningServer) {
  const api = apiOf(url);
  const agent = await api.createAgent(MODEL);
  const block = agent.blocks[0].id as string;
  return {
    "create agent": await timed(scaled(50), () => api.createAgent(MODEL)),
    "get agent": await timed(scaled(200), () => api.getAgent(agent.id)),
    "list 20 agents": await timed(scaled(100), () => api.listAgents()),
    "update block": await timed(scaled(100), (index) => api.updateBlock(block, `value ${index}`)),
  };
}

async function measureTurns({ url }: RunningServer) {
  const api = apiOf(url);
  const { id } = await api.createAgent(MODEL);
  const { id: toolUser } = await api.createAgent(MODEL);
  const streams: Awaited<ReturnType<typeof api.stream>>[] = [];
  const direct = await timed(scaled(100), modelAlone);
  const blocking = await timed(scaled(100), () => api.send(id, "hello"));
  const withTool = await timed(scaled(50), () => api.send(toolUser, TOOL));
  for (let count = 0; count < scaled(100); count++) streams.push(await api.stream(id, "hello"));
  return {
    "the model server alone": direct,
    "turn, blocking": blocking,
    "turn with a tool (2 model calls)": withTool,
    "stream: first frame": summary(streams.map(({ firstFrame }) => firstFrame)),
    "stream: first word": summary(streams.map(({ firstWord }) => firstWord)),
    "stream: end": summary(streams.map(({ end }) => end)),
  };
}

/** The same request without us in between: what is more than this is ours. */
async function modelAlone() {
  const body = { model: "scripted-large", stream: true, messages: [{ role: "user", content: "hello" }] };
  const response = await fetch(`${model.url}/chat/completions`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  await response.text();
}

/** Whole turns, each client with an agent of its own. */
async function measureLoad({ url }: RunningServer) {
  const api = apiOf(url);
  const loads = [];
  for (const clients of [1, 8, 32]) {
    const agents: string[] = [];
    for (let count = 0; count < clients; count++) agents.push((await api.createAgent(MODEL)).id);
    loads.push(
      await underLoad(clients, isQuick ? 1_000 : 8_000, (client) => api.send(agents[client], "hello")),
    );
  }
  return loads;
}

/** Resident memory of the server process, where the system tells. */
function memoryMb({ pid }: RunningServer): number | null {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);
  } catch {
    return null;
  }
}
