import type Letta from "@letta-ai/letta-client";
import { expect } from "vitest";
import { collect } from "../support/client";

type Listed = { id: string; message_type: string; run_id?: string | null; content?: unknown } & Record<
  string,
  any
>;

/** What the client was told is done: it must be there after any crash. */
export interface Acknowledged {
  /** Value of the block in the last PATCH that was answered, and in the one that was not. */
  block: { answered: string; asked: string };
  /** Ids of messages that the client was given whole. */
  messageIds: Set<string>;
  /** Runs that the client knows of: they must be run to their end. */
  runs: Set<string>;
  /** What the client heard of the background run that was cut off, as it heard it. */
  heard: { runId: string; chunks: unknown[] };
}

export interface Findings {
  /** Runs that another process went on with. */
  continued: number;
  /** Calls whose return says that the server stopped. */
  lostReturns: number;
}

const IDLE_WITHIN_MS = 60_000;

/** Waits until the server that started again has run everything to its end. */
export async function untilIdle(client: Letta, agentId: string): Promise<void> {
  const active = async () => {
    const page = await client.runs.list({ agent_id: agentId, statuses: ["created", "running"], limit: 10 });
    return page.items.map(({ id }) => id);
  };
  await expect.poll(active, { timeout: IDLE_WITHIN_MS, interval: 50 }).toEqual([]);
}

/** Everything that must hold for an agent when a server that was killed has run its turns to their end. */
export async function assertNothingLost(
  client: Letta,
  agentId: string,
  told: Acknowledged,
): Promise<Findings> {
  const history = (await collect(
    client.agents.messages.list(agentId, { order: "asc", limit: 100 }),
  )) as Listed[];
  assertWindow(history, (await client.agents.retrieve(agentId)).message_ids ?? []);
  assertReturns(history);
  for (const id of told.messageIds) expect(history.map((message) => message.id)).toContain(id);
  const { value } = await client.blocks.retrieve(
    (await client.agents.blocks.retrieve("notes", { agent_id: agentId })).id,
  );
  const { answered, asked } = told.block;
  expect([answered, asked], `the block after answered '${answered}' and asked '${asked}'`).toContain(value);
  // Reading it is being told: an unanswered change that was found must stay, too.
  told.block.answered = value;
  await assertToldAlike(client, told.heard);
  return { continued: await assertRuns(client, agentId, told), lostReturns: lostReturns(history) };
}

/** The window names stored messages, each once, in the order of the history but for the summary in their place. */
function assertWindow(history: Listed[], window: string[]) {
  expect(new Set(window).size).toBe(window.length);
  const order = [...new Set(history.map(({ id }) => id))];
  const summaries = new Set(history.filter(isSummary).map(({ id }) => id));
  expect(window.map((id) => order.indexOf(id))).not.toContain(-1);
  const places = window.filter((id) => !summaries.has(id)).map((id) => order.indexOf(id));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(window.filter((id) => summaries.has(id)).length).toBeLessThanOrEqual(1);
  expect(history[0].message_type).toBe("system_message");
}

const isSummary = ({ message_type, content }: Listed) =>
  message_type === "summary_message" ||
  /"type":\s*"system_alert"/.test(JSON.stringify(content ?? "").replaceAll("\\", ""));

/** A reader who comes back is told what it had been told, under the same numbers, and then the rest to its end. */
async function assertToldAlike(client: Letta, { runId, chunks }: Acknowledged["heard"]) {
  if (!runId) return;
  const all: any[] = [];
  for await (const chunk of (await client.runs.messages.stream(runId, {
    starting_after: 0,
    include_pings: false,
  })) as AsyncIterable<any>)
    all.push(chunk);
  expect(all.slice(0, chunks.length)).toEqual(chunks);
  const numbers = all.flatMap(({ seq_id }) => seq_id ?? []);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(all.at(-1)).toMatchObject({ message_type: "usage_statistics" });
  const [, last] = [...all].reverse().flatMap(({ seq_id }) => seq_id ?? []);
  if (last === undefined) return;
  const rest: any[] = [];
  for await (const chunk of (await client.runs.messages.stream(runId, {
    starting_after: last,
    include_pings: false,
  })) as AsyncIterable<any>)
    rest.push(chunk);
  expect(rest).toEqual(all.slice(-rest.length));
}

/** Every call has exactly one return, in the same run, after it. */
function assertReturns(history: Listed[]) {
  const calls = history.flatMap((message) =>
    message.message_type === "tool_call_message"
      ? message.tool_calls.map((call: any) => call.tool_call_id)
      : [],
  );
  const returns = history.flatMap((message) =>
    message.message_type === "tool_return_message"
      ? message.tool_returns.map((item: any) => item.tool_call_id)
      : [],
  );
  expect(returns).toEqual(calls);
}

/** Every run that was accepted was run to its end, and each of its steps has an outcome. */
async function assertRuns(client: Letta, agentId: string, told: Acknowledged): Promise<number> {
  const runs = await collect(client.runs.list({ agent_id: agentId, order: "desc", limit: 100 }));
  for (const run of runs) {
    expect([run.id, run.status, run.stop_reason]).toEqual([run.id, "completed", "end_turn"]);
    expect(run.completed_at).toBeTruthy();
  }
  for (const id of told.runs) expect(runs.map((run) => run.id)).toContain(id);
  const [last] = runs;
  const steps = await collect(client.runs.steps.list(last.id));
  for (const step of steps) expect(["success", "failed"]).toContain(step.status);
  const usage = await client.runs.usage.retrieve(last.id);
  expect(usage.total_tokens).toBe(steps.reduce((sum, step) => sum + (step.total_tokens ?? 0), 0));
  return steps.some(({ error_type }) => error_type === "run_interrupted") ? 1 : 0;
}

const lostReturns = (history: Listed[]) =>
  history.filter(
    ({ message_type, tool_returns }) =>
      message_type === "tool_return_message" &&
      JSON.stringify(tool_returns).includes("may or may not have taken effect"),
  ).length;
