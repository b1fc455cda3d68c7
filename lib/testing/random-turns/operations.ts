import { isDeepStrictEqual } from "node:util";
import { loadMessages } from "@/lib/domain/messages/load-messages";
import type { Prisma } from "@/lib/generated/prisma/client";
import { pendingApproval } from "@/lib/runtime/approvals";
import type { Dice } from "../random";
import { chunksOf, openStream, resumed, stream } from "../turns";
import { elsewhere, expired, forked, inGroup, reset, rewound } from "./more-operations";
import type { Process } from "./process";

export interface Place {
  agentId: string;
  /** Null: the default conversation. */
  conversationId: string | null;
}

const CLIENT_TOOLS = [
  { name: "ask_screen", description: "Looks at the screen", parameters: { type: "object", properties: {} } },
];

/** Answers that are refusals of the API; anything else is a mistake of ours. */
const refusals = [400, 401, 404, 409, 422, 429, 500, 502, 503, 504];

export async function send(process: Process, method: string, path: string, body?: unknown): Promise<void> {
  const { status, body: answer } = await process.send(method, path, body);
  if (process.life.isOver || status < 300) return;
  const text = JSON.stringify(answer);
  if (!refusals.includes(status) || /unknown error occurred/i.test(text))
    throw new Error(`${method} ${path} ${JSON.stringify(body)} was answered by ${status}: ${text}`);
}

const messagesPath = ({ agentId, conversationId }: Place) =>
  conversationId ? `/v1/conversations/${conversationId}/messages` : `/v1/agents/${agentId}/messages`;

async function pendingAt({ ctx }: Process, { agentId, conversationId }: Place) {
  const own = { organization_id: ctx.actor.organizationId };
  const ids = conversationId
    ? (await ctx.db.conversation.findFirstOrThrow({ where: { ...own, id: conversationId } }))
        .in_context_message_ids
    : (await ctx.db.agent.findFirstOrThrow({ where: { ...own, id: agentId } })).message_ids;
  return pendingApproval(await loadMessages(ctx, agentId, ids.slice(-2)));
}

/** What the next message is: an answer to what waits, mostly; else something said. */
export async function anInput(dice: Dice, process: Process, place: Place): Promise<Record<string, unknown>> {
  const pending = await pendingAt(process, place);
  const common = {
    ...(dice.chance(0.3) && { client_tools: CLIENT_TOOLS }),
    ...(dice.chance(0.2) && { max_steps: 1 + dice.below(4) }),
    ...(dice.chance(0.3) && { include_compaction_messages: true }),
  };
  const said = { role: "user", content: `remark ${dice.below(10_000)}` };
  if (!pending || dice.chance(0.08)) return { ...common, messages: [said] };
  const answered = dice.chance(0.1) ? pending.waiting.slice(1) : pending.waiting;
  const approvals = answered.map(({ id, function: { name } }) => {
    if (name === "ask_screen")
      return { type: "tool", tool_call_id: id, tool_return: "a cat", status: "success" };
    return dice.chance(0.6)
      ? { type: "approval", tool_call_id: id, approve: true }
      : { type: "approval", tool_call_id: id, approve: false, reason: "no" };
  });
  return { ...common, messages: [{ type: "approval", approvals }, ...(dice.chance(0.25) ? [said] : [])] };
}

export type Operation = keyof typeof WEIGHTS;

export const WEIGHTS = {
  blocking: 26,
  streaming: 14,
  background: 14,
  cancelled: 10,
  killed: 12,
  together: 8,
  compacted: 5,
  edited: 7,
  conversation: 2,
  cancelsWhatWaits: 2,
  elsewhere: 10,
  reset: 3,
  rewound: 5,
  forked: 1,
  expired: 3,
  inGroup: 5,
};

/** Carries out one operation. @returns the process that is alive after it */
export async function act(
  dice: Dice,
  name: Operation,
  process: Process,
  place: Place,
  restart: (before: Process) => Promise<Process>,
): Promise<Process> {
  switch (name) {
    case "blocking":
      await say(dice, process, place);
      return process;
    case "streaming":
      await listen(dice, process, place);
      return process;
    case "background":
      await startAsync(dice, process, place);
      return process;
    case "cancelled":
      await Promise.all([say(dice, process, place), cancelSoon(dice, process, place)]);
      return process;
    case "together":
      await Promise.all([
        say(dice, process, place),
        startAsync(dice, process, place),
        edit(dice, process, place),
        compact(process, place),
      ]);
      return process;
    case "killed":
      return killed(dice, process, place, restart);
    case "compacted":
      await compact(process, place);
      return process;
    case "edited":
      await edit(dice, process, place);
      return process;
    case "conversation":
      await send(process, "POST", `/v1/conversations?agent_id=${place.agentId}`, {});
      return process;
    case "cancelsWhatWaits":
      await send(process, "POST", `/v1/agents/${place.agentId}/messages/cancel`, {});
      return process;
    case "elsewhere":
      await elsewhere(dice, process, place);
      return process;
    case "reset":
      await reset(dice, process, place);
      return process;
    case "rewound":
      await rewound(dice, process, place);
      return process;
    case "forked":
      await forked(process, place);
      return process;
    case "expired":
      await expired(dice, process);
      return process;
    case "inGroup":
      await inGroup(dice, process, place);
      return process;
  }
}

export async function say(dice: Dice, process: Process, place: Place) {
  await send(process, "POST", messagesPath(place), {
    ...(await anInput(dice, process, place)),
    streaming: false,
  });
}

export async function listen(dice: Dice, process: Process, place: Place) {
  const input = await anInput(dice, process, place);
  if (place.conversationId) return say(dice, process, place);
  await stream(process.ctx, place.agentId, {
    ...input,
    stream_tokens: dice.chance(0.5),
    background: dice.chance(0.5),
  } as never);
}

async function startAsync(dice: Dice, process: Process, place: Place) {
  await send(
    process,
    "POST",
    `/v1/agents/${place.agentId}/messages/async`,
    await anInput(dice, process, { ...place, conversationId: null }),
  );
}

async function cancelSoon(dice: Dice, process: Process, place: Place) {
  await new Promise((resolve) => setTimeout(resolve, dice.below(40)));
  await send(process, "POST", `/v1/agents/${place.agentId}/messages/cancel`, {});
}

const compact = (process: Process, place: Place) =>
  place.conversationId
    ? send(process, "POST", `/v1/conversations/${place.conversationId}/compact`, {})
    : send(process, "POST", `/v1/agents/${place.agentId}/summarize`, {});

const edit = (dice: Dice, process: Process, place: Place) =>
  send(process, "PATCH", `/v1/agents/${place.agentId}/core-memory/blocks/human`, {
    value: `edited ${dice.below(1000)}`,
  });

/** Kills the process somewhere in its turns; who was listening comes back and must be told the same again. */
async function killed(
  dice: Dice,
  process: Process,
  place: Place,
  restart: (before: Process) => Promise<Process>,
): Promise<Process> {
  const input = await anInput(dice, process, { ...place, conversationId: null });
  const heard: unknown[] = [];
  let runId = "";
  const request = { ...input, background: true, stream_tokens: true };
  const items = await openStream(process.ctx, place.agentId, request as never);
  process.life.endAfter(dice.below(120));
  const others = dice.chance(0.4) ? [say(dice, process, place)] : [];
  const listening = (async () => {
    for await (const item of items) {
      if ("data" in item) runId ||= String((item.data as { run_id?: string }).run_id ?? "");
      if (!process.life.isOver) heard.push(...chunksOf([item]));
    }
  })();
  const dies = (async () => {
    while (!process.life.isOver && (await isBusy(process)))
      await new Promise((resolve) => setTimeout(resolve, 5));
  })();
  await Promise.race([dies.catch(() => {}), Promise.allSettled([listening, ...others])]);
  process.life.end();
  const next = await restart(process);
  await idle(next);
  if (runId) await assertSameStart(next, runId, heard);
  return next;
}

async function assertSameStart({ ctx }: Process, runId: string, heard: unknown[]) {
  const all = chunksOf(await resumed(ctx, runId, { include_pings: false }));
  if (!isDeepStrictEqual(all.slice(0, heard.length), heard))
    throw new Error(
      `${runId} is told otherwise after the kill: ${JSON.stringify(heard)} became ${JSON.stringify(all)}`,
    );
}

async function isBusy({ ctx }: Process): Promise<boolean> {
  const where: Prisma.RunWhereInput = {
    organization_id: ctx.actor.organizationId,
    OR: [{ status: { in: ["created", "running"] } }, { lease_owner: { not: null } }],
  };
  return (await ctx.db.run.count({ where })) > 0;
}

/** Waits until nothing runs. */
export async function idle(process: Process): Promise<void> {
  for (let waits = 0; await isBusy(process); waits++) {
    if (waits > 4_000) throw new Error("turns do not end");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // The end of a run is logged after its row is written.
  await new Promise((resolve) => setTimeout(resolve, 10));
}
