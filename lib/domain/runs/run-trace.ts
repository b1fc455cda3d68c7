import type { Agent, Step } from "@/lib/generated/prisma/client";
import type { Context } from "../context";
import { findRun, type RunRow, toNumber } from "./run";

/** A part of a turn, named as the spans that a collector gets. Its id is the id of what it tells of. */
interface RunSpan extends Record<string, unknown> {
  trace_id: string | null;
  span_id: string;
  parent_span_id: string | null;
  name: string;
  start_time: string;
  start_time_ns: number;
  /** Null while it goes on, and of what was interrupted. */
  duration_ns: number | null;
  status: "ok" | "error" | "unset";
  attributes: Record<string, string | number>;
}

/** A turn as spans, the turn first: its steps, and in each the model call and the tools. None before it has begun. */
export async function runTrace(ctx: Context, id: string, limit: number): Promise<RunSpan[]> {
  const run = await findRun(ctx, id);
  const organization_id = ctx.actor.organizationId;
  const [agent, steps] = await Promise.all([
    ctx.db.agent.findFirst({ where: { id: run.agent_id, organization_id }, select: { name: true } }),
    ctx.db.step.findMany({
      where: { run_id: id, organization_id },
      orderBy: [{ step_start_ns: { sort: "asc", nulls: "last" } }, { created_at: "asc" }, { id: "asc" }],
      take: limit,
    }),
  ]);
  return [...turnSpan(run, agent, steps), ...steps.flatMap(stepSpans)].slice(0, limit);
}

function turnSpan(run: RunRow, agent: Pick<Agent, "name"> | null, steps: Step[]): RunSpan[] {
  return span({
    trace_id: steps[0]?.trace_id ?? null,
    span_id: run.id,
    parent_span_id: run.parent_run_id,
    name: `invoke_agent ${agent?.name ?? ""}`.trim(),
    start: run.run_start_ns,
    duration: run.total_duration_ns,
    status: ended(run.status),
    attributes: {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.id": run.agent_id,
      "gen_ai.agent.name": agent?.name,
      "gen_ai.conversation.id": run.conversation_id,
      "mneme.run.id": run.id,
      "mneme.stop_reason": run.stop_reason,
      "mneme.steps": run.num_steps,
    },
  });
}

function stepSpans(step: Step): RunSpan[] {
  const { trace_id, llm_request_start_ns: asked, llm_request_ns: answering, error_type } = step;
  const status = ended(step.status);
  const part = { trace_id, parent_span_id: step.id };
  const toolsStart = asked === null || answering === null ? step.step_start_ns : asked + answering;
  return [
    ...span({
      trace_id,
      span_id: step.id,
      parent_span_id: step.run_id,
      name: "step",
      start: step.step_start_ns,
      duration: step.step_ns,
      status,
      attributes: {
        "mneme.step.id": step.id,
        "mneme.stop_reason": step.stop_reason,
        "error.type": error_type,
      },
    }),
    ...span({
      ...part,
      span_id: `${step.id}:chat`,
      name: `chat ${step.model ?? ""}`.trim(),
      start: asked,
      duration: answering,
      status,
      attributes: modelAttributes(step),
    }),
    ...span({
      ...part,
      span_id: `${step.id}:tools`,
      name: "execute_tools",
      start: step.tool_execution_ns === null ? null : toolsStart,
      duration: step.tool_execution_ns,
      status: "unset",
      attributes: { "gen_ai.operation.name": "execute_tool" },
    }),
  ];
}

const modelAttributes = (step: Step) => ({
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": step.provider_name,
  "gen_ai.request.model": step.model,
  "gen_ai.usage.input_tokens": step.prompt_tokens,
  "gen_ai.usage.output_tokens": step.completion_tokens,
  "gen_ai.usage.cache_read.input_tokens": step.cached_input_tokens,
  "gen_ai.usage.cache_creation.input_tokens": step.cache_write_tokens,
  "gen_ai.usage.reasoning.output_tokens": step.reasoning_tokens,
  "gen_ai.response.time_to_first_chunk": step.ttft_ns === null ? null : Number(step.ttft_ns) / 1e9,
  "error.type": step.error_type,
});

const statuses: Record<string, RunSpan["status"]> = {
  completed: "ok",
  success: "ok",
  failed: "error",
};
const ended = (status: string) => statuses[status] ?? "unset";

interface Measured extends Pick<RunSpan, "trace_id" | "span_id" | "parent_span_id" | "name" | "status"> {
  start: bigint | null;
  duration: bigint | null;
  attributes: Record<string, string | number | null | undefined>;
}

/** What has not begun is no span. */
function span({ start, duration, attributes, ...rest }: Measured): RunSpan[] {
  if (start === null) return [];
  return [
    {
      ...rest,
      start_time: new Date(Number(start / 1_000_000n)).toISOString(),
      start_time_ns: Number(start),
      duration_ns: toNumber(duration),
      attributes: Object.fromEntries(
        Object.entries(attributes).filter((entry): entry is [string, string | number] => entry[1] != null),
      ),
    },
  ];
}
