import type { RunModel } from "@/lib/generated/prisma/models";
import { packToolReturn } from "@/lib/runtime/envelope";
import type { RunEvent, RunUsage } from "@/lib/runtime/events";
import type { Message, ToolReturn } from "@/lib/runtime/messages";
import type { LoggedEvent } from "@/lib/runtime/ports";
import { emptyUsage } from "@/lib/runtime/turn";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { insertMessages } from "../messages/insert-messages";
import { transaction } from "../transaction";
import { finishRun } from "./finish-run";
import { INTERRUPTED } from "./interrupted";
import { LEASE_MS } from "./lease";

/** Context of the server itself, inside one organisation. */
export type ContextFor = (organizationId: string) => Context;

/**
 * Ends the runs whose process died. A step that had begun to run tools is finished from the run's log: calls that
 * returned keep their returns, the others get one that says they were interrupted. A step that had not is rolled back.
 * `allOthers` also takes runs whose lease has not expired: on the embedded database nobody else can be alive.
 */
export async function recoverRuns(
  db: Context["db"],
  contextFor: ContextFor,
  { ownerId, allOthers, now }: { ownerId: string; allOthers: boolean; now: Date },
): Promise<string[]> {
  const dead = await db.run.findMany({
    where: {
      status: { in: ["created", "running"] },
      ...(allOthers
        ? { NOT: { lease_owner: ownerId } }
        : { OR: [{ lease_expires_at: { lt: now } }, { lease_expires_at: null }] }),
    },
    orderBy: { created_at: "asc" },
  });
  const recovered: string[] = [];
  for (const run of dead)
    if (await recoverRun(contextFor(run.organization_id), run, ownerId)) recovered.push(run.id);
  return recovered;
}

async function recoverRun(ctx: Context, run: RunModel, ownerId: string): Promise<boolean> {
  const { count } = await ctx.db.run.updateMany({
    where: {
      id: run.id,
      organization_id: run.organization_id,
      lease_owner: run.lease_owner,
      status: run.status,
    },
    data: { lease_owner: ownerId, lease_expires_at: new Date(ctx.clock.now().getTime() + LEASE_MS) },
  });
  if (count === 0) return false;
  await ctx.runLog.resume(run.id);
  const events: LoggedEvent[] = [];
  for await (const item of ctx.runLog.readStored(run.id)) events.push(item);
  await settleStep(ctx, run, openStepOf(events.map(({ event }) => event)));
  await ctx.db.step.updateMany({
    where: { run_id: run.id, organization_id: run.organization_id, status: "pending" },
    data: { status: "failed", error_type: "run_interrupted", stop_reason: "error" },
  });
  await finishRun(ctx, run, { stop_reason: "error", usage: await usageOf(ctx, run), error: INTERRUPTED });
  ctx.log.warn({ run_id: run.id, agent_id: run.agent_id }, "ended a run whose process had died");
  return true;
}

interface OpenStep {
  started: Extract<RunEvent, { type: "tools_started" }>;
  returned: Extract<RunEvent, { type: "tool_returned" }>[];
}

/** The step that was running tools when the log ends; null when there is none. */
function openStepOf(events: RunEvent[]): OpenStep | null {
  const started = events.findLast((event) => event.type === "tools_started");
  if (!started) return null;
  const rest = events.slice(events.lastIndexOf(started) + 1);
  if (rest.some((event) => event.type === "step_finished" || event.type === "step_started")) return null;
  return { started, returned: rest.filter((event) => event.type === "tool_returned") };
}

async function settleStep(ctx: Context, run: RunModel, open: OpenStep | null): Promise<void> {
  if (!open) return;
  const agent = await ctx.db.agent.findFirst({
    where: { id: run.agent_id, organization_id: run.organization_id },
  });
  if (!agent) return;
  const messages = [...open.started.messages, returnsMessage(ctx, run, open, agent.timezone)];
  await transaction(ctx, async (tx) => {
    const where = { organization_id: run.organization_id };
    const stored = await tx.db.message.count({
      where: { ...where, id: { in: messages.map(({ id }) => id) } },
    });
    // The checkpoint had been written; only its entry in the log is missing.
    if (stored > 0) return;
    const ids = messages.map(({ id }) => id);
    await insertMessages(tx, run.agent_id, messages);
    if (run.conversation_id)
      await tx.db.conversation.updateMany({
        where: { id: run.conversation_id, ...where },
        data: { in_context_message_ids: { push: ids } },
      });
    else
      await tx.db.agent.updateMany({
        where: { id: run.agent_id, ...where },
        data: { message_ids: { push: ids }, version: { increment: 1 } },
      });
    await tx.db.step.updateMany({
      where: { id: open.started.step_id, ...where },
      data: { status: "failed", stop_reason: "error", error_type: "run_interrupted" },
    });
    await recordEvent(tx, {
      entityType: run.conversation_id ? "conversation" : "agent",
      entityId: run.conversation_id ?? run.agent_id,
      agentId: run.agent_id,
      conversationId: run.conversation_id,
      action: "messages_appended",
      after: { message_ids: ids },
    });
  });
}

function returnsMessage(
  ctx: Context,
  run: RunModel,
  { started, returned }: OpenStep,
  timezone: string,
): Message {
  const known = new Map(returned.map((event) => [event.tool_call_id, event.return]));
  const value = "The server stopped before this call returned; it may or may not have taken effect";
  const lost = (tool_call_id: string): ToolReturn => ({
    tool_call_id,
    status: "error",
    func_response: packToolReturn({ status: "error", value, now: ctx.clock.now(), timezone }),
    stdout: [],
    stderr: [],
  });
  const tool_returns = [...started.returns, ...started.tool_calls.map(({ id }) => known.get(id) ?? lost(id))];
  return {
    id: ctx.ids.next("message"),
    role: "tool",
    name: started.tool_calls[0]?.name ?? null,
    content: tool_returns.flatMap(({ func_response }): Message["content"] =>
      typeof func_response === "string" ? [{ type: "text", text: func_response }] : func_response,
    ),
    tool_returns,
    step_id: started.step_id,
    run_id: run.id,
    conversation_id: run.conversation_id,
    created_at: ctx.clock.now().toISOString(),
  };
}

async function usageOf(ctx: Context, run: RunModel) {
  const steps = await ctx.db.step.findMany({
    where: { run_id: run.id, organization_id: run.organization_id, status: "success" },
    select: { prompt_tokens: true, completion_tokens: true, total_tokens: true },
  });
  return steps.reduce<RunUsage>(
    (sum, step) => ({
      ...sum,
      prompt_tokens: sum.prompt_tokens + step.prompt_tokens,
      completion_tokens: sum.completion_tokens + step.completion_tokens,
      total_tokens: sum.total_tokens + step.total_tokens,
      step_count: sum.step_count + 1,
    }),
    emptyUsage(),
  );
}
