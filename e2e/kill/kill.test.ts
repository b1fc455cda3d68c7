import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Letta from "@letta-ai/letta-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScriptedModelServer, startScriptedModel } from "../scripted-model/server";
import { clientOf } from "../support/client";
import { type RunningServer, startServer } from "../support/server";
import { SCRIPTED } from "../support/with-server";
import { type Acknowledged, assertNothingLost, type Findings } from "./invariants";
import { seededRandom } from "./random";

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
  endedRuns: new Set(),
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
async function listen(input: string, onEvent: (event: any) => void = () => {}): Promise<void> {
  let runId = "";
  try {
    const stream = await client.agents.messages.stream(agentId, {
      input,
      stream_tokens: true,
      background: true,
    });
    for await (const event of stream as AsyncIterable<any>) {
      runId = event.run_id ?? runId;
      // A step's return is shown when the step is stored.
      if (event.message_type === "tool_return_message") told.messageIds.add(event.id);
      if (event.message_type === "usage_statistics") told.endedRuns.add(runId);
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

/** Kills at a random moment of the turn, or, every third time, just when its tools are about to run. */
async function killDuringTurn(round: number, wholeMs: number): Promise<string> {
  const over = new AbortController();
  const isAimed = round % 3 === 2;
  const afterMs = Math.round(random() * (isAimed ? 60 : wholeMs));
  let aim = () => {};
  const isReady = new Promise<void>((resolve) => {
    aim = resolve;
  });
  let argumentsText = "";
  const turnEnds = listen(turn(`round ${round}`), ({ message_type, tool_call }) => {
    if (message_type !== "tool_call_message") return;
    argumentsText += tool_call?.arguments ?? "";
    if (argumentsText.split("}").length > 2) aim();
  });
  const writing = scribble(round, over.signal);
  if (isAimed) await Promise.race([isReady, turnEnds]);
  await sleep(afterMs);
  await server.kill();
  over.abort();
  await Promise.all([turnEnds, writing]);
  return `${isAimed ? "tools + " : ""}${afterMs} ms`;
}

/** A turn that is answered before anything happens: acknowledged in full. */
async function completedTurn(round: number): Promise<void> {
  const { messages } = await client.agents.messages.create(agentId, { input: `[[text answer ${round}]]` });
  expect(messages.at(-1)).toMatchObject({ content: `answer ${round}` });
  for (const { id, run_id } of messages) {
    told.messageIds.add(id);
    told.endedRuns.add(run_id as string);
  }
}

test(`after ${rounds} kills in the middle of a turn nothing that was acknowledged is lost, and the agent answers`, {
  timeout: 600_000,
}, async () => {
  const wholeMs = await turnMs();
  const seen: Findings[] = [];
  for (let round = 0; round < rounds; round++) {
    await completedTurn(round);
    const when = await killDuringTurn(round, wholeMs);
    await start();
    const findings = await assertNothingLost(client, agentId, told);
    seen.push(findings);
    console.log(
      `round ${round}: killed after ${when}, up again in ${Math.round(server.startedMs)} ms, run ${findings.run}`,
    );
  }
  await completedTurn(rounds);
  const interrupted = seen.filter(({ run }) => run === "interrupted").length;
  console.log(
    `${interrupted} of ${rounds} turns were interrupted; ${seen.at(-1)?.lostReturns} steps were finished for them`,
  );
  expect(interrupted).toBeGreaterThan(0);
});
