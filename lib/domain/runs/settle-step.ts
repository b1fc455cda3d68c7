import type { RunModel } from "@/lib/generated/prisma/models";
import type { Message } from "@/lib/runtime/messages";
import { type InterruptedStep, interruptedReturn } from "@/lib/runtime/turn-progress";
import { findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { insertMessages } from "../messages/insert-messages";
import { turnView } from "../messages/turn-view";
import { stepCost } from "../prices/step-cost";
import { transaction } from "../transaction";
import { fitsWindow } from "./fits-window";
import { INTERRUPTED_STEP } from "./interrupted";
import { holdRun } from "./lease";
import { logStep } from "./log-step";
import { usageColumns } from "./record-step";
import type { RunInput } from "./run-input";
import { extendWindow } from "./window";

/**
 * Makes history of a step whose tools were running, for a turn that does not go on: calls that returned keep their
 * returns, the others get one that says what happened. A step that its conversation has gone on without is dropped.
 */
export async function settleStep(ctx: Context, run: RunModel, step: InterruptedStep): Promise<void> {
  const agent = await findAgent(ctx, run.agent_id);
  const { messages: input, options } = run.input as unknown as RunInput;
  const figures = await figuresOf(ctx, run, step);
  const kept = await transaction(ctx, async (tx) => {
    await holdRun(tx, run);
    const where = { id: step.stepId, organization_id: run.organization_id, run_id: run.id };
    await tx.db.step.updateMany({ where, data: { ...INTERRUPTED_STEP, ...figures } });
    const messages = [...step.messages, returnsRow(tx, run, step, agent.timezone)];
    const isCancelled = run.status === "cancelled";
    if (!(await fitsWindow(tx, run, { stepId: step.stepId, messages, isCancelled }))) return null;
    await insertMessages(tx, run.agent_id, messages);
    const place = { agentId: run.agent_id, conversationId: run.conversation_id };
    if (!agent.message_buffer_autoclear || run.conversation_id)
      await extendWindow(
        tx,
        place,
        messages.map(({ id }) => id),
      );
    return messages;
  });
  if (!kept) return;
  logStep(ctx, run, {
    stepId: step.stepId,
    messages: kept,
    input: new Set(input.map(({ id }) => id)),
    usage: step.usage,
    view: turnView(agent.agent_type, options.use_assistant_message),
  });
}

/** Of a model call whose tokens the log alone knows: by the step's row, which says who was asked. */
async function figuresOf(ctx: Context, run: RunModel, { stepId, usage }: InterruptedStep) {
  if (!usage) return {};
  const where = { id: stepId, organization_id: run.organization_id, run_id: run.id };
  const row = await ctx.db.step.findFirst({ where });
  if (!row?.model) return usageColumns(usage);
  const { model, model_endpoint, model_handle: handle } = row;
  const cost_micros = row.cost_micros ?? (await stepCost(ctx, { model, model_endpoint, handle }, usage));
  return { ...usageColumns(usage), cost_micros };
}

function returnsRow(ctx: Context, run: RunModel, step: InterruptedStep, timezone: string): Message {
  const known = new Map(step.returned.map((item) => [item.return.tool_call_id, item.return]));
  const lost = (id: string) => interruptedReturn({ clock: ctx.clock, timezone }, id);
  const tool_returns = [...step.given, ...step.calls.map(({ id }) => known.get(id) ?? lost(id))];
  return {
    id: ctx.ids.next("message"),
    role: "tool",
    name: step.calls.at(0)?.function.name ?? null,
    content: tool_returns.flatMap(({ func_response }): Message["content"] =>
      typeof func_response === "string" ? [{ type: "text", text: func_response }] : func_response,
    ),
    tool_returns,
    step_id: step.stepId,
    run_id: run.id,
    conversation_id: run.conversation_id,
    created_at: ctx.clock.now().toISOString(),
  };
}
