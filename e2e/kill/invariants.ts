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
  /** Runs whose end the client has read. */
  endedRuns: Set<string>;
}

export interface Findings {
  /** How the interrupted turn ended. */
  run: "absent" | "completed" | "interrupted";
  /** Calls whose return says that the server stopped. */
  lostReturns: number;
}

/** Everything that must hold for an agent when its server starts again after a kill. */
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
  return { run: await assertRuns(client, agentId, told), lostReturns: lostReturns(history) };
}

/** The window names stored messages, each once, in the order of the history. */
function assertWindow(history: Listed[], window: string[]) {
  expect(new Set(window).size).toBe(window.length);
  const order = [...new Set(history.map(({ id }) => id))];
  const places = window.map((id) => order.indexOf(id));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(history[0].message_type).toBe("system_message");
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

async function assertRuns(client: Letta, agentId: string, told: Acknowledged): Promise<Findings["run"]> {
  const [last, ...earlier] = await collect(
    client.runs.list({ agent_id: agentId, order: "desc", limit: 100 }),
  );
  for (const run of [last, ...earlier]) {
    expect(["completed", "failed"]).toContain(run.status);
    expect(run.completed_at).toBeTruthy();
    expect(run.stop_reason).toBeTruthy();
  }
  for (const id of told.endedRuns)
    expect([last, ...earlier].find((run) => run.id === id)).toMatchObject({ status: "completed" });
  const steps = await collect(client.runs.steps.list(last.id));
  for (const step of steps) expect(["success", "failed"]).toContain(step.status);
  if (told.endedRuns.has(last.id)) return "absent";
  if (last.status === "completed") return "completed";
  expect(last.metadata).toMatchObject({
    error: { error_type: "run_interrupted", message: expect.stringMatching(/server stopped/) },
  });
  return "interrupted";
}

const lostReturns = (history: Listed[]) =>
  history.filter(
    ({ message_type, tool_returns }) =>
      message_type === "tool_return_message" &&
      JSON.stringify(tool_returns).includes("may or may not have taken effect"),
  ).length;
