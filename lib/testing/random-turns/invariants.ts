import assert from "node:assert/strict";
import { type Place, placeId } from "@/lib/domain/approvals/note-requests";
import { messageOf } from "@/lib/domain/messages/message";
import type { StepModel } from "@/lib/generated/prisma/models";
import type { RunEvent, StopReason } from "@/lib/runtime/events";
import type { Message } from "@/lib/runtime/messages";
import { runStatus } from "@/lib/runtime/stop-reason";
import { emptyUsage } from "@/lib/runtime/turn";
import { chunksOf, resumed } from "../turns";
import { assertAnswered } from "./assert-answered";
import type { Process } from "./process";
import { assertAcceptedByAll } from "./wire-check";

/** Everything that must hold for an organisation whenever nothing is running. Runs that were checked are not again. */
export async function assertAllIsWell(process: Process, checkedRuns: Set<string>): Promise<void> {
  for (const { errors, model } of [process, ...process.neighbours]) {
    assert.deepEqual(errors, [], "nothing went wrong inside");
    assert.deepEqual(model.problems, [], "the model was only asked what it may be");
  }
  const { ctx } = process;
  const own = { organization_id: ctx.actor.organizationId };
  for (const agent of await ctx.db.agent.findMany({ where: own }))
    await assertWindow(process, { agentId: agent.id, conversationId: null }, agent.message_ids);
  for (const conversation of await ctx.db.conversation.findMany({ where: own }))
    await assertWindow(
      process,
      { agentId: conversation.agent_id, conversationId: conversation.id },
      conversation.in_context_message_ids,
    );
  for (const run of await ctx.db.run.findMany({ where: own }))
    if (!checkedRuns.has(run.id)) {
      await assertRun(process, run.id);
      checkedRuns.add(run.id);
    }
}

async function assertWindow({ ctx }: Process, place: Place, ids: string[]): Promise<void> {
  const where = { organization_id: ctx.actor.organizationId, agent_id: place.agentId };
  assert.equal(new Set(ids).size, ids.length, "the window names each message once");
  const rows = await ctx.db.message.findMany({ where: { ...where, id: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = ids.map((id) => byId.get(id));
  assert.ok(!shown.includes(undefined), "every message of the window is stored");
  const seqs = shown.flatMap((row) =>
    row && row.role !== "summary" && row.role !== "system" ? [Number(row.seq)] : [],
  );
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => a - b),
    "the window is in the order of the history",
  );
  const window = shown.flatMap((row) => (row ? [messageOf(row)] : []));
  assertAnswered(window);
  if (!window.at(-1)?.tool_calls?.length) await assertAcceptedByAll(window);
  else await assertNoted(ctx, place, ids.at(-1) as string);
  await assertEvents(ctx, placeId(place), ids);
}

/** What waits for an answer is known to wait, and nobody is about to answer it. */
async function assertNoted(ctx: Process["ctx"], place: Place, request_id: string): Promise<void> {
  const where = { place_id: placeId(place), organization_id: ctx.actor.organizationId };
  const note = await ctx.db.pendingApproval.findFirst({ where });
  assert.equal(note?.request_id, request_id, "what waits has its note");
}

/** The history of state leads to the window as it is. */
async function assertEvents(ctx: Process["ctx"], entity_id: string, ids: string[]): Promise<void> {
  const events = await ctx.db.stateEvent.findMany({
    where: { entity_id, organization_id: ctx.actor.organizationId },
    orderBy: { id: "asc" },
  });
  let told: string[] | null = null;
  for (const { action, after } of events) {
    const change = (after as { message_ids?: string[]; in_context_message_ids?: string[] } | null) ?? {};
    const named: string[] | undefined = change.message_ids ?? change.in_context_message_ids;
    if (!named) continue;
    told = action === "messages_appended" && told ? [...told, ...named] : named;
  }
  if (told)
    assert.deepEqual(
      ids.slice(-told.length),
      told.slice(-ids.length),
      "the history of state tells the window",
    );
}

async function assertRun({ ctx }: Process, id: string): Promise<void> {
  const own = { organization_id: ctx.actor.organizationId };
  const run = await ctx.db.run.findFirstOrThrow({ where: { ...own, id } });
  const reason = run.stop_reason as StopReason;
  assert.equal(run.status, runStatus(reason), `${id} stands as ${reason} says`);
  assert.ok(run.completed_at, "a run that is over says when");
  assert.equal(run.lease_owner, null, "a run that is over is nobody's");
  const rows = await ctx.db.runEvent.findMany({ where: { run_id: id }, orderBy: { seq: "asc" } });
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    rows.map((_, index) => index + 1),
    `${id} is logged without gaps`,
  );
  const events = rows.map(({ event }) => event as unknown as RunEvent);
  const ends = events.filter(({ type }) => type === "stopped");
  assert.equal(ends.length, 1, `${id} ends once`);
  const end = events.at(-1);
  assert.ok(end?.type === "stopped" && end.stop_reason === reason, `${id} ends as its row says`);
  const steps = await ctx.db.step.findMany({ where: { ...own, run_id: id } });
  assert.ok(!steps.some(({ status }) => status === "pending"), `no step of ${id} is open`);
  const sum = { ...emptyUsage() };
  for (const step of steps) {
    sum.prompt_tokens += step.prompt_tokens;
    sum.completion_tokens += step.completion_tokens;
    sum.total_tokens += step.total_tokens;
    sum.step_count += step.total_tokens > 0 ? 1 : 0;
  }
  const { prompt_tokens, completion_tokens, total_tokens, step_count } = end.usage;
  assert.deepEqual(
    { prompt_tokens, completion_tokens, total_tokens, step_count },
    {
      prompt_tokens: sum.prompt_tokens,
      completion_tokens: sum.completion_tokens,
      total_tokens: sum.total_tokens,
      step_count: sum.step_count,
    },
    `the usage of ${id} is the sum of its steps`,
  );
  const stored = await ctx.db.message.findMany({ where: { ...own, run_id: id }, orderBy: { seq: "asc" } });
  assertLogged(id, events, stored.map(messageOf));
  if (run.takeovers === 0) await assertPriced(ctx, steps);
  if (run.background) await assertNumbered(ctx, id);
}

/** Every model call that the provider counted has its cost and, once, its exchange. */
async function assertPriced(ctx: Process["ctx"], steps: StepModel[]): Promise<void> {
  for (const { id, total_tokens, prompt_tokens, completion_tokens, cost_micros } of steps) {
    if (total_tokens === 0) continue;
    assert.equal(Number(cost_micros), prompt_tokens + 2 * completion_tokens, `${id} has its cost`);
    const count = await ctx.db.providerTrace.count({ where: { step_id: id, call_type: "agent_step" } });
    assert.equal(count, 1, `${id} has its exchange`);
  }
}

/** Whoever comes back anywhere is told the rest, under the same numbers. */
async function assertNumbered(ctx: Process["ctx"], id: string): Promise<void> {
  const all = chunksOf(await resumed(ctx, id, { include_pings: false }));
  const counted = all.filter(({ seq_id }) => typeof seq_id === "number");
  assert.deepEqual(
    counted.map(({ seq_id }) => seq_id),
    counted.map((_, index) => (all[index] === counted[index] ? index + 1 : all.indexOf(counted[index]) + 1)),
    `the chunks of ${id} are numbered without gaps`,
  );
  const starting_after = Math.floor(counted.length / 2);
  const rest = chunksOf(await resumed(ctx, id, { starting_after, include_pings: false }));
  assert.deepEqual(rest, all.slice(starting_after), `${id} goes on for whoever comes back`);
}

/** What was told as finished is stored, what is stored was told, and nothing that was taken back is. */
function assertLogged(id: string, events: RunEvent[], stored: Message[]): void {
  const told = new Set(
    events.flatMap((event) => (event.type === "message" ? [String(event.message.id)] : [])),
  );
  const known = new Set(stored.map((row) => row.id));
  for (const each of told) assert.ok(known.has(each), `${id} told ${each}, which is stored`);
  const discarded = new Set(
    events.flatMap((event) => (event.type === "step_discarded" ? [event.step_id] : [])),
  );
  for (const row of stored) {
    // A summary that was made on the way to the model call is stored by itself.
    if (row.role !== "summary")
      assert.ok(!discarded.has(row.step_id ?? ""), `${row.role} ${row.id} is of no discarded step`);
    const isMade =
      row.role === "assistant" ? row.content.length > 0 || row.tool_calls?.length : row.role === "tool";
    const isSpoken =
      row.name === "send_message" || row.tool_calls?.some((call) => call.function.name === "send_message");
    if (isMade && !isSpoken && !isDenial(row, events))
      assert.ok(told.has(row.id), `${id} told ${row.role} ${row.id}`);
  }
}

/** Cancelling denies what waits, after the run that asked is over. */
const isDenial = (row: Message, events: RunEvent[]) =>
  row.role === "tool" &&
  !events.some((event) => event.type === "tools_started" && event.step_id === row.step_id);
