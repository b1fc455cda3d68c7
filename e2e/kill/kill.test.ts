import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Letta from "@letta-ai/letta-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededRandom } from "@/lib/testing/random";
import { type ScriptedModelServer, startScriptedModel } from "../scripted-model/server";
import { clientOf } from "../support/client";
import { type RunningServer, startServer } from "../support/server";
import { SCRIPTED } from "../support/with-server";
import { type Acknowledged, assertNothingLost, type Findings, untilIdle } from "./invariants";

const rounds = Number(process.env.KILL_ROUNDS ?? 20);
const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
const random = seededRandom(seed);

let model: ScriptedModelServer;
let server: RunningServer;
let client: Letta;
let agentId: string;
let blockId: string;
const dataDir = mkdtempSync(join(tmpdir(), "mneme-kill-"));
const told: Acknowledged = {
  block: { answered: "", asked: "" },
  messageIds: new Set(),
  runs: new Set(),
  heard: { runId: "", chunks: [] },
};

async function start() {
  server = await startServer({ dataDir, env: { OPENAI_API_KEY: "sk-scripted", OPENAI_BASE_URL: model.url } });
  client = clientOf(server.url);
}

beforeAll(async () => {
  console.log(`${rounds} rounds with KILL_SEED=${seed}`);
  model = await startScriptedModel();
  await start();
  const agent = await client.agents.create({
    model: SCRIPTED,
    embedding: "openai/scripted-embedding",
    parallel_tool_calls: true,
    tools: ["archival_memory_insert"],
    memory_blocks: [
      { label: "human", value: "" },
      { label: "notes", value: "" },
    ],
  });
  agentId = agent.id;
  blockId = (await client.agents.blocks.retrieve("notes", { agent_id: agentId })).id;
});

afterAll(async () => {
  await server?.kill();
  await model?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Thinks, calls two tools side by side, then answers; spread over about a second. */
const turn = (name: string) =>
  `[[slow 12]] [[think ${words("thought", 12)}]] [[text ${words("word", 12)}]] ` +
  `[[tool memory_insert {"label":"human","new_string":"${name}"}]] [[tool archival_memory_insert {"content":"${name} ${words("fact", 6)}"}]]`;

const words = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word}${index}`).join(" ");

/** Reads a turn until it ends or its server dies; notes what the client may rely on. `onEvent` sees every event. */
async function listen(
  input: string,
  { background = true, onEvent = () => {} }: { background?: boolean; onEvent?: (event: any) => void } = {},
): Promise<void> {
  told.heard = { runId: "", chunks: [] };
  try {
    const stream = await client.agents.messages.stream(agentId, { input, stream_tokens: true, background });
    for await (const event of stream as AsyncIterable<any>) {
      if (event.run_id) told.runs.add(event.run_id);
      // A step's return is shown when the step is stored.
      if (event.message_type === "tool_return_message") told.messageIds.add(event.id);
      if (background && event.run_id) told.heard.runId = event.run_id;
      if (event.message_type !== "ping") told.heard.chunks.push(event);
      onEvent(event);
    }
  } catch {
    // The server is gone; what was told before counts.
  }
}

/** Changes the block as fast as the server answers, until it is gone. */
async function scribble(round: number, signal: AbortSignal): Promise<void> {
  for (let count = 0; !signal.aborted; count++) {
    const value = `round ${round}, note ${count}`;
    told.block.asked = value;
    try {
      await client.blocks.update(blockId, { value });
    } catch {
      return;
    }
    told.block.answered = value;
  }
}

async function turnMs(): Promise<number> {
  const started = performance.now();
  await listen(turn("measured"));
  return performance.now() - started;
}

/** What goes on when the server is killed, one after the other. */
const scenes = ["background", "tools", "foreground", "compaction"] as const;

/** Kills at a random moment of the scene. */
async function killDuring(scene: (typeof scenes)[number], round: number, wholeMs: number): Promise<string> {
  const over = new AbortController();
  const isShort = scene === "tools" || scene === "compaction";
  const afterMs = Math.round(random() * (isShort ? 60 : wholeMs));
  const aim = Promise.withResolvers<void>();
  const work = scene === "compaction" ? compact() : speak(scene, round, aim.resolve);
  const writing = scribble(round, over.signal);
  if (scene === "tools") await Promise.race([aim.promise, work]);
  await sleep(afterMs);
  await server.kill();
  over.abort();
  await Promise.all([work, writing]);
  return `${scene} + ${afterMs} ms`;
}

/** `whenToolsRun` is called when the calls are told in full: the tools are about to run. */
function speak(scene: string, round: number, whenToolsRun: () => void): Promise<void> {
  let argumentsText = "";
  const onEvent = ({ message_type, tool_call }: any) => {
    if (message_type !== "tool_call_message") return;
    argumentsText += tool_call?.arguments ?? "";
    if (argumentsText.split("}").length > 2) whenToolsRun();
  };
  return listen(turn(`round ${round}`), { background: scene !== "foreground", onEvent });
}

async function compact(): Promise<void> {
  told.heard = { runId: "", chunks: [] };
  // The answer is lost with the server, or it came before.
  await client.agents.messages
    .compact(agentId, { compaction_settings: { mode: "all" } } as never)
    .catch(() => {});
}

/** A turn that is answered before anything happens: acknowledged in full. */
async function completedTurn(round: number): Promise<void> {
  const { messages } = await client.agents.messages.create(agentId, { input: `[[text answer ${round}]]` });
  expect(messages.at(-1)).toMatchObject({ content: `answer ${round}` });
  for (const { id, run_id } of messages) {
    told.messageIds.add(id);
    told.runs.add(run_id as string);
  }
}

test(`after ${rounds} kills in the middle of turns every one of them is run to its end, and nothing that was acknowledged is lost`, {
  timeout: 60_000 + rounds * 30_000,
}, async () => {
  const wholeMs = await turnMs();
  const seen: Findings[] = [];
  for (let round = 0; round < rounds; round++) {
    await completedTurn(round);
    const when = await killDuring(scenes[round % scenes.length], round, wholeMs);
    await start();
    await untilIdle(client, agentId);
    const findings = await assertNothingLost(client, agentId, told);
    seen.push(findings);
    console.log(
      `round ${round}: killed after ${when}, up again in ${Math.round(server.startedMs)} ms` +
        (findings.continued ? ", went on with a step that was cut off" : ""),
    );
  }
  await completedTurn(rounds);
  const continued = seen.reduce((sum, findings) => sum + findings.continued, 0);
  console.log(
    `${continued} of ${rounds} kills cut a step off; ${seen.at(-1)?.lostReturns} calls were interrupted`,
  );
  expect(continued + (seen.at(-1)?.lostReturns ?? 0)).toBeGreaterThan(0);
});
