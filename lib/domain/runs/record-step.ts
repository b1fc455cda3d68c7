import type { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import type { LoopEvent, StepTiming } from "@/lib/runtime/events";
import type { Message } from "@/lib/runtime/messages";
import type { ModelUsage } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { recordEvent } from "../events/record-event";
import { insertMessages } from "../messages/insert-messages";
import { stepCost } from "../prices/step-cost";
import { transaction } from "../transaction";
import { fitsWindow } from "./fits-window";
import { keptTrace, type Packed } from "./kept-trace";
import { holdRun } from "./lease";
import type { PreparedTurn } from "./prepare-turn";

/** The step's row, before the model is called; a step that never gets further stays `pending` until recovery. */
export async function openStep(
  ctx: Context,
  run: RunModel,
  turn: PreparedTurn,
  stepId: string,
): Promise<void> {
  const { config } = turn.ports.model;
  await ctx.db.step.create({
    data: {
      id: stepId,
      organization_id: run.organization_id,
      run_id: run.id,
      agent_id: run.agent_id,
      status: "pending",
      provider_name: config.provider_name ?? null,
      provider_category: config.provider_category ?? null,
      model: config.model,
      model_handle: config.handle ?? null,
      model_endpoint: config.model_endpoint ?? null,
      context_window_limit: config.context_window,
      tags: turn.agent.tags,
      trace_id: ctx.traceId,
      request_id: ctx.requestId,
      project_id: run.project_id,
      base_template_id: run.base_template_id,
    },
  });
}

type Completed = Extract<LoopEvent, { type: "step_completed" }>;

/** What is known of a step whose tools are about to run: whatever becomes of them, its model call took place. */
export async function recordAnswer(
  ctx: Context,
  run: RunModel,
  turn: PreparedTurn,
  { step_id, usage, timing, trace }: Extract<LoopEvent, { type: "tools_started" }>,
): Promise<void> {
  if (!timing) return;
  const figures = await figuresOf(ctx, turn, usage);
  const packed = trace && (await keptTrace(ctx, trace));
  await transaction(ctx, async (tx) => {
    await holdRun(tx, run);
    await tx.db.step.updateMany({
      where: { id: step_id, organization_id: run.organization_id },
      data: { ...figures, ...timingColumns(timing) },
    });
    if (packed) await tx.db.providerTrace.create({ data: traceRow(tx, run, turn, step_id, packed) });
  });
}

export interface StepRecord {
  /** False: the conversation has gone on without the step, so only its figures are kept. */
  isStored: boolean;
  /** Somebody wants the turn to end, perhaps in another process. */
  isCancelled: boolean;
}

/** The checkpoint, in one transaction: the step's messages, the window that shows them, the step's figures. */
export async function completeStep(
  ctx: Context,
  run: RunModel,
  turn: PreparedTurn,
  event: Completed,
): Promise<StepRecord> {
  const trace = event.trace && (await keptTrace(ctx, event.trace));
  const figures = await figuresOf(ctx, turn, event.usage);
  const { messages } = event;
  return transaction(ctx, async (tx) => {
    const { isCancelled } = await holdRun(tx, run, event.tool_ids);
    const isStored = await fitsWindow(tx, run, { stepId: event.step_id, messages, isCancelled });
    if (isStored) {
      await insertMessages(tx, run.agent_id, messages);
      await extendWindow(tx, run, turn, messages);
    }
    await tx.db.step.updateMany({
      // An answer that is not stored leaves the step that asked as it is.
      where: {
        id: event.step_id,
        organization_id: run.organization_id,
        ...(!isStored && { run_id: run.id }),
      },
      data: {
        status: !isStored || event.stop_reason === "cancelled" ? "cancelled" : "success",
        stop_reason: isStored ? event.stop_reason : "cancelled",
        ...figures,
        ...timingColumns(event.timing),
      },
    });
    if (trace) await tx.db.providerTrace.create({ data: traceRow(tx, run, turn, event.step_id, trace) });
    return { isStored, isCancelled };
  });
}

/** A step that came to nothing: its figures and its exchange are kept, nothing of it becomes history. */
export async function failStep(
  ctx: Context,
  run: RunModel,
  turn: PreparedTurn,
  event: Extract<LoopEvent, { type: "step_failed" }>,
): Promise<void> {
  const trace = event.trace && (await keptTrace(ctx, event.trace));
  const figures = await figuresOf(ctx, turn, event.usage);
  await transaction(ctx, async (tx) => {
    await holdRun(tx, run);
    await tx.db.step.updateMany({
      where: { id: event.step_id, organization_id: run.organization_id },
      data: {
        status: "failed",
        stop_reason: event.stop_reason,
        error_type: event.error?.error_type ?? null,
        error_data: event.error ? { message: event.error.message, detail: event.error.detail } : undefined,
        ...figures,
        ...timingColumns(event.timing),
      },
    });
    if (trace) await tx.db.providerTrace.create({ data: traceRow(tx, run, turn, event.step_id, trace) });
  });
}

/** Ends the steps of a run that nothing will complete any more, all but the one with `exceptId`. */
export async function failOpenSteps(
  ctx: Context,
  run: Pick<RunModel, "id" | "organization_id">,
  { error_type, stop_reason }: { error_type: string; stop_reason: string },
  exceptId?: string,
): Promise<void> {
  await ctx.db.step.updateMany({
    where: {
      run_id: run.id,
      organization_id: run.organization_id,
      status: "pending",
      ...(exceptId && { id: { not: exceptId } }),
    },
    data: { status: "failed", error_type, stop_reason },
  });
}

/** Appends to the window in the database, so that a change made meanwhile (a reset, a compaction) is kept. */
async function extendWindow(
  tx: Context,
  run: RunModel,
  turn: PreparedTurn,
  messages: Message[],
): Promise<void> {
  const ids = messages.map(({ id }) => id);
  // Requests and answers are kept even where nothing else is: whoever looks for one looks at the window's end.
  const isAboutApproval = messages.some(({ role }) => role === "approval");
  const isAutoclear = turn.agent.message_buffer_autoclear && !run.conversation_id && !isAboutApproval;
  if (ids.length > 0 && !isAutoclear) {
    const where = { organization_id: run.organization_id };
    if (run.conversation_id)
      await tx.db.conversation.updateMany({
        where: { id: run.conversation_id, ...where },
        data: {
          in_context_message_ids: { push: ids },
          version: { increment: 1 },
          last_message_at: tx.clock.now(),
        },
      });
    else
      await tx.db.agent.updateMany({
        where: { id: run.agent_id, ...where },
        data: { message_ids: { push: ids }, version: { increment: 1 } },
      });
  }
  await recordEvent(tx, {
    entityType: run.conversation_id ? "conversation" : "agent",
    entityId: run.conversation_id ?? run.agent_id,
    agentId: run.agent_id,
    conversationId: run.conversation_id,
    action: "messages_appended",
    after: { message_ids: ids },
  });
}

/** Tokens and money of the step's model call; nothing where another process made it, and has noted it. */
const figuresOf = async (ctx: Context, turn: PreparedTurn, usage: ModelUsage | null) =>
  usage && { ...usageColumns(usage), cost_micros: await stepCost(ctx, turn.ports.model.config, usage) };

export const usageColumns = (usage: NonNullable<Completed["usage"]>) => ({
  prompt_tokens: usage.input,
  completion_tokens: usage.output,
  total_tokens: usage.total,
  cached_input_tokens: usage.cachedInput,
  cache_write_tokens: usage.cacheWrite,
  reasoning_tokens: usage.reasoning,
  ...((usage.cachedInput !== null || usage.cacheWrite !== null) && {
    prompt_tokens_details: {
      cached_tokens: usage.cachedInput,
      cache_read_tokens: usage.cachedInput,
      cache_creation_tokens: usage.cacheWrite,
    },
  }),
  ...(usage.reasoning !== null && { completion_tokens_details: { reasoning_tokens: usage.reasoning } }),
});

const big = (value: number | null) => (value === null ? null : BigInt(Math.round(value)));

/** A step without a model call of its own goes on with one that has its times: only those of its tools are new. */
const timingColumns = (timing: StepTiming) => ({
  tool_execution_ns: big(timing.tool_execution_ns),
  ...(timing.llm_request_start_ns !== null && {
    step_start_ns: big(timing.step_start_ns),
    step_ns: big(timing.step_ns),
    llm_request_start_ns: big(timing.llm_request_start_ns),
    llm_request_ns: big(timing.llm_request_ns),
    ttft_ns: big(timing.ttft_ns),
  }),
});

const traceRow = (ctx: Context, run: RunModel, turn: PreparedTurn, step_id: string, trace: Packed) => ({
  id: ctx.ids.next("provider_trace"),
  organization_id: run.organization_id,
  step_id,
  run_id: run.id,
  agent_id: run.agent_id,
  agent_tags: turn.agent.tags,
  ...trace,
  llm_config: turn.ports.model.config as unknown as Prisma.InputJsonValue,
  ...(ctx.billing && { billing_context: ctx.billing }),
  created_by_id: ctx.actor.userId,
});
