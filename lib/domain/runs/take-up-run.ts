import type { RunModel, StepModel } from "@/lib/generated/prisma/models";
import type { RunError, StopReason } from "@/lib/runtime/events";
import type { TurnProgress } from "@/lib/runtime/turn-progress";
import type { Context } from "../context";
import { messageOf } from "../messages/message";
import { turnView } from "../messages/turn-view";
import type { RunEnd } from "./finish-run";
import { INTERRUPTED_STEP } from "./interrupted";
import { logStep } from "./log-step";
import { failOpenSteps } from "./record-step";
import type { RunInput } from "./run-input";
import { interruptedStep, type LoggedStep, readSteps } from "./step-log";
import { sumSteps } from "./sum-steps";

export interface Standing extends Pick<RunEnd, "usage" | "firstPartNs"> {
  /** Null when nothing of the turn has become history: it begins anew. */
  progress: TurnProgress | null;
  /** How the turn ended, when only its end is missing. */
  end: Pick<RunEnd, "stop_reason" | "error"> | null;
}

/**
 * Finds out how far another process came with a run that is ours now. A step that had become history is logged if that
 * was missing, one whose tools were running is handed on, one that came less far is discarded: another takes its place,
 * with ids of its own.
 */
export async function takeUpRun(ctx: Context, run: RunModel): Promise<Standing> {
  const steps = await readSteps(ctx, run.id);
  const last = steps.at(-1);
  const row = last ? await stepRow(ctx, run, last.id) : null;
  let isInterrupted = false;
  if (last && !last.end) {
    if (await isStored(ctx, run, last, row)) await logMissing(ctx, run, last, row as StepModel);
    else if (row?.status === "failed") last.end = "failed";
    else if (last.tools) isInterrupted = true;
    else discard(ctx, run, last);
  }
  await failOpenSteps(ctx, run, INTERRUPTED_STEP, isInterrupted ? last?.id : undefined);
  const { usage, firstPartNs } = await sumSteps(ctx, run);
  const interrupted =
    last && isInterrupted ? interruptedStep(last, await waitingCalls(ctx, run, last)) : null;
  const done = steps.filter(({ end }) => end === "success").length;
  return {
    progress: done > 0 || interrupted ? { steps: done, usage, interrupted } : null,
    end: last && row ? endOf(last, row) : null,
    usage,
    firstPartNs,
  };
}

const stepRow = (ctx: Context, run: RunModel, id: string) =>
  ctx.db.step.findFirst({ where: { id, organization_id: run.organization_id } });

const rowsOf = (ctx: Context, run: RunModel, step_id: string) =>
  ctx.db.message.findMany({
    where: { organization_id: run.organization_id, agent_id: run.agent_id, run_id: run.id, step_id },
    orderBy: { seq: "asc" },
  });

/** The row of a step that answers an approval belongs to the run that asked, and says how that one ended. */
async function isStored(
  ctx: Context,
  run: RunModel,
  step: LoggedStep,
  row: StepModel | null,
): Promise<boolean> {
  if (row?.run_id === run.id) return row.status === "success" || row.status === "cancelled";
  return (await rowsOf(ctx, run, step.id)).some(({ role }) => role !== "summary");
}

async function logMissing(ctx: Context, run: RunModel, step: LoggedStep, row: StepModel): Promise<void> {
  const messages = (await rowsOf(ctx, run, step.id)).map(messageOf);
  const { messages: input, options } = run.input as unknown as RunInput;
  const agent = await ctx.db.agent.findFirst({
    where: { id: run.agent_id, organization_id: run.organization_id },
    select: { agent_type: true },
  });
  logStep(ctx, run, {
    stepId: step.id,
    messages: messages.filter(({ role }) => role !== "summary"),
    input: new Set(input.map(({ id }) => id)),
    view: turnView(agent?.agent_type ?? "", options.use_assistant_message),
    usage:
      row.run_id !== run.id || row.total_tokens === 0
        ? null
        : {
            input: row.prompt_tokens,
            output: row.completion_tokens,
            total: row.total_tokens,
            cachedInput: row.cached_input_tokens,
            cacheWrite: row.cache_write_tokens,
            reasoning: row.reasoning_tokens,
          },
  });
  step.end = "success";
}

function discard(ctx: Context, run: RunModel, step: LoggedStep): void {
  ctx.runLog.append(run.id, { type: "step_finished", step_id: step.id, status: "failed", usage: null });
  ctx.runLog.append(run.id, { type: "step_discarded", step_id: step.id });
  step.end = "discarded";
}

/** The request that an interrupted step answers holds the calls that it was to run. */
async function waitingCalls(ctx: Context, run: RunModel, { id }: LoggedStep) {
  const rows = await ctx.db.message.findMany({
    where: { organization_id: run.organization_id, agent_id: run.agent_id, step_id: id },
    orderBy: { seq: "asc" },
  });
  return rows.map(messageOf);
}

/** Steps say themselves whether the turn ended with them. */
function endOf(step: LoggedStep, row: StepModel): Standing["end"] {
  if (step.end === "success" && row.stop_reason)
    return { stop_reason: row.stop_reason as StopReason, error: null };
  if (step.end !== "failed" || row.error_type === INTERRUPTED_STEP.error_type) return null;
  const { message, detail } = (row.error_data ?? {}) as Partial<RunError>;
  const type = row.error_type as RunError["error_type"] | null;
  return {
    stop_reason: (row.stop_reason as StopReason | null) ?? "error",
    error: type && { error_type: type, message: message ?? "", detail: detail ?? "" },
  };
}
