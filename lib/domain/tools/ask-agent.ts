import { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import { lockAgents } from "../agents/agent-row";
import type { Context } from "../context";
import { awaitReply } from "../runs/await-reply";
import { insertChildRun } from "../runs/child-run";
import { launchRun, type RunKind } from "../runs/start-run";
import { transaction } from "../transaction";
import type { ToolScope } from "./tool-scope";

/** An agent that does not answer in this time has not answered. */
const REPLY_TIMEOUT_MS = 600_000;
/** Agents that ask each other, one behind the other; more is a game of their own. */
const chainMax = 16;

export interface Question {
  to: string;
  message: string;
  groupId?: string;
}

/** Who asks, and until when. */
export type Asking = Pick<ToolScope, "ctx" | "agent" | "signal" | "callKey">;

export interface Answer {
  agent_id: string;
  response: string[];
}

/**
 * Sends another agent a message as a turn of its own, and waits for what it says. An agent that is busy is not waited
 * for: whoever waited for an agent that waits too might wait for ever. A call that is run again after a crash finds the
 * turn that it began.
 * @throws ToolError for an agent that cannot be asked, or did not answer
 */
export async function askAgent(
  scope: Asking,
  question: Question,
  { timeoutMs = REPLY_TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Answer> {
  const { ctx, agent, signal } = scope;
  const note = `[Message from the agent with id '${agent.id}'. It waits for you: what you answer goes back to it.]`;
  const run = await deliver(scope, { ...question, note, kind: "multi_agent_send_message" });
  const reply = await awaitReply(ctx, run.id, { signal, timeoutMs });
  switch (reply.type) {
    case "timed_out":
      throw new ToolError(`Agent '${question.to}' did not answer within ${Math.round(timeoutMs / 1000)} s.`);
    case "abandoned":
      throw new ToolError(`The question was cancelled before agent '${question.to}' had answered.`);
    case "answered": {
      if (reply.error) throw new ToolError(`Agent '${question.to}' failed: ${reply.error.message}`);
      if (reply.stopReason === "cancelled")
        throw new ToolError(`The turn of agent '${question.to}' was cancelled before it had answered.`);
      if (reply.stopReason === "requires_approval")
        throw new ToolError(
          `Agent '${question.to}' cannot answer yet: it waits for a person to approve a call.`,
        );
      const said = reply.texts.filter(Boolean);
      return { agent_id: question.to, response: said.length > 0 ? said : ["<no response>"] };
    }
  }
}

/**
 * Leaves another agent a message; its turn comes when it has time.
 * @throws ToolError for an agent that cannot be told
 */
export async function tellAgent(scope: ToolScope, { to, message }: Question): Promise<void> {
  const note = `[Message from the agent with id '${scope.agent.id}'. It does not wait for an answer; to write back, send it a message.]`;
  await deliver(scope, { to, message, note, kind: "multi_agent_send_message_async" });
}

type Delivery = Question & { note: string; kind: RunKind };

async function deliver(
  { ctx, agent, callKey }: Omit<Asking, "signal">,
  delivery: Delivery,
): Promise<RunModel> {
  const { to, message, note, kind, groupId } = delivery;
  if (to === agent.id) throw new ToolError("An agent cannot send a message to itself.");
  const { run, isNew } = await transaction(ctx, async (tx) => {
    await lockAgents(tx, [to]);
    const known = await deliveredBefore(tx, to, callKey);
    if (known) return { run: known, isNew: false };
    await assertReachable(tx, delivery);
    const content = `${note}\n${message}`;
    const sent = await insertChildRun(tx, {
      agentId: to,
      parentRunId: tx.cause?.runId ?? null,
      kind,
      metadata: { sender_agent_id: agent.id, ...(callKey && { call_key: callKey }) },
      body: {
        messages: [{ type: "message", role: "system", content, sender_id: agent.id, group_id: groupId }],
        background: true,
      },
    });
    return { run: sent, isNew: true };
  });
  if (isNew) launchRun(ctx, run);
  return run;
}

/** The run that this very call has begun before its process died. */
async function deliveredBefore(
  tx: Context,
  to: string,
  callKey: string | undefined,
): Promise<RunModel | null> {
  if (!tx.cause || !callKey) return null;
  return tx.db.run.findFirst({
    where: {
      parent_run_id: tx.cause.runId,
      organization_id: tx.actor.organizationId,
      agent_id: to,
      metadata: { path: ["call_key"], equals: callKey },
    },
  });
}

async function assertReachable(tx: Context, { to, kind }: Delivery): Promise<void> {
  const organization_id = tx.actor.organizationId;
  const agent = await tx.db.agent.findFirst({ where: { id: to, organization_id }, select: { id: true } });
  if (!agent) throw new ToolError(`There is no agent with the id '${to}'.`);
  const chain = await chainOf(tx);
  if (chain.filter(({ run_type }) => run_type?.startsWith("multi_agent_")).length >= chainMax)
    throw new ToolError("Too many agents have asked each other in a row; answer with what you know.");
  if (kind === "multi_agent_send_message_async") return;
  if (chain.some(({ agent_id, status }) => agent_id === to && status === "running"))
    throw new ToolError(`Agent '${to}' waits for your answer itself, so it cannot answer you; answer it.`);
  const busy = { organization_id, agent_id: to, conversation_id: null };
  const active = await tx.db.run.findFirst({
    where: { ...busy, status: { in: ["created", "running"] } },
    select: { id: true },
  });
  if (active) throw new ToolError(`Agent '${to}' is busy with another turn; try again later.`);
}

interface Link {
  agent_id: string;
  status: string;
  run_type: string | null;
}

/** The run that asks, the one that led to it, and so on. */
async function chainOf(tx: Context): Promise<Link[]> {
  if (!tx.cause) return [];
  return tx.db.$queryRaw<Link[]>(Prisma.sql`
    with recursive chain as (
      select id, parent_run_id, agent_id, status, metadata ->> 'run_type' as run_type, 1 as depth
      from runs
      where organization_id = ${tx.actor.organizationId}
        and id = ${tx.cause.runId}
      union all
      select runs.id, runs.parent_run_id, runs.agent_id, runs.status, runs.metadata ->> 'run_type', chain.depth + 1
      from runs
      join chain on runs.id = chain.parent_run_id
      where runs.organization_id = ${tx.actor.organizationId}
        and chain.depth < 100
    )
    select agent_id, status, run_type
    from chain`);
}
