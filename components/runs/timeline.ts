import type { Run } from "@/lib/contract/runs/schemas";
import type { Step, StepMetrics } from "@/lib/contract/steps/schemas";
import type { RunStory } from "./run-story";
import type { StepStory, ToolPart } from "./story-parts";

export interface MeasuredStep {
  step: Step;
  metrics: StepMetrics;
}

export type BarKind = "queue" | "step" | "model" | "tool";
export type BarState = "running" | "done" | "failed" | "waiting";

/** One line of the waterfall; times are milliseconds after the run was accepted. */
export interface Bar {
  key: string;
  kind: BarKind;
  label: string;
  /** The step that it is, or is part of. */
  stepId: string | null;
  startMs: number;
  durationMs: number;
  state: BarState;
  /** From the start of the bar to the first word. */
  firstTokenMs: number | null;
  tokens: { prompt: number; completion: number } | null;
}

export interface Timeline {
  bars: Bar[];
  totalMs: number;
}

/** Shorter waits, and those that nobody would see, are the server's own bookkeeping. */
const queueMinMs = 50;
const queueMinShare = 0.03;

/**
 * When what happened. Finished steps are drawn from their measurements; of the step that goes on only its story is
 * known, so it begins where the one before ended and lasts until now.
 */
export function timeline(run: Run, measured: MeasuredStep[], story: RunStory, nowMs: number): Timeline {
  const originMs = Date.parse(run.created_at);
  const isOver = run.completed_at !== null;
  const endMs = (isOver ? Date.parse(run.completed_at as string) : nowMs) - originMs;
  const bars: Bar[] = [];
  let lastEndMs = 0;
  for (const id of stepIds(measured, story)) {
    const known = measured.find(({ step }) => step.id === id);
    const told = story.steps.find((step) => step.id === id);
    const place = {
      number: bars.filter(({ kind }) => kind === "step").length + 1,
      lastEndMs,
      endMs,
      originMs,
    };
    const added =
      known && known.metrics.step_start_ns !== null && known.metrics.step_ns !== null
        ? measuredBars(known, told, place, run)
        : openBars(id, told, place, isOver);
    if (bars.length === 0 && added[0].startMs > Math.max(queueMinMs, endMs * queueMinShare))
      bars.push(queueBar(added[0].startMs));
    bars.push(...added);
    lastEndMs = added[0].startMs + added[0].durationMs;
  }
  return { bars, totalMs: Math.max(endMs, lastEndMs, 1) };
}

interface Place {
  number: number;
  lastEndMs: number;
  endMs: number;
  originMs: number;
}

const stepIds = (measured: MeasuredStep[], story: RunStory) => [
  ...new Set([...measured.map(({ step }) => step.id), ...story.steps.map(({ id }) => id)]),
];

const queueBar = (durationMs: number): Bar => ({
  key: "queue",
  kind: "queue",
  label: "Queued",
  stepId: null,
  startMs: 0,
  durationMs,
  state: "done",
  firstTokenMs: null,
  tokens: null,
});

function measuredBars(
  { step, metrics }: MeasuredStep,
  told: StepStory | undefined,
  place: Place,
  run: Run,
): Bar[] {
  const after = (ns: number) => ns / 1e6 - place.originMs;
  const failed = step.status === "failed" ? "failed" : "done";
  const startMs = Math.max(0, after(metrics.step_start_ns as number));
  const tokens = { prompt: step.prompt_tokens ?? 0, completion: step.completion_tokens ?? 0 };
  const base = { stepId: step.id, firstTokenMs: null, tokens: null };
  const bars: Bar[] = [
    {
      ...base,
      key: step.id,
      kind: "step",
      label: `Step ${place.number}`,
      startMs,
      durationMs: (metrics.step_ns as number) / 1e6,
      state: failed,
      tokens,
    },
  ];
  const model = modelBar({ step, metrics }, told, place, run);
  const toolsFromMs = model ? model.startMs + model.durationMs : startMs;
  const tools = toolBars(step.id, told, toolsFromMs, (metrics.tool_execution_ns ?? 0) / 1e6);
  return [...bars, ...(model ? [model] : []), ...tools];
}

function modelBar(
  { step, metrics }: MeasuredStep,
  told: StepStory | undefined,
  place: Place,
  run: Run,
): Bar | null {
  if (metrics.llm_request_start_ns === null) return null;
  const startMs = Math.max(0, metrics.llm_request_start_ns / 1e6 - place.originMs);
  // Of a call that broke off only the step's end is known.
  const stepEndMs = ((metrics.step_start_ns ?? 0) + (metrics.step_ns ?? 0)) / 1e6 - place.originMs;
  const durationMs =
    metrics.llm_request_ns === null ? Math.max(0, stepEndMs - startMs) : metrics.llm_request_ns / 1e6;
  // The run knows when its first word came; it is this model's if it came while this model spoke.
  const firstTokenMs = place.number === 1 && run.ttft_ns !== null ? run.ttft_ns / 1e6 - startMs : null;
  const isKnown = firstTokenMs !== null && firstTokenMs >= 0 && firstTokenMs <= durationMs;
  return {
    key: `${step.id}:model`,
    kind: "model",
    label: step.model ?? step.model_handle ?? "Model",
    stepId: step.id,
    startMs,
    durationMs,
    state: step.status === "failed" && !hasTools(told) ? "failed" : "done",
    firstTokenMs: isKnown ? firstTokenMs : null,
    tokens: null,
  };
}

const toolsOf = (told: StepStory | undefined) =>
  (told?.parts ?? []).filter((part): part is ToolPart => part.kind === "tool");
const hasTools = (told: StepStory | undefined) => toolsOf(told).some(({ isStarted }) => isStarted);

/** Tools run one after the other unless together they took longer than there was time. */
function toolBars(stepId: string, told: StepStory | undefined, fromMs: number, spentMs: number): Bar[] {
  const tools = toolsOf(told);
  const sum = tools.reduce((total, { durationMs }) => total + (durationMs ?? 0), 0);
  const areParallel = tools.length > 1 && sum > spentMs * 1.2 + 5;
  const unknown = tools.filter(({ durationMs, result }) => durationMs === null && result !== null).length;
  const shareMs = unknown > 0 ? Math.max(0, spentMs - sum) / unknown : 0;
  let startMs = fromMs;
  return tools.map((tool): Bar => {
    const durationMs = tool.durationMs ?? (tool.result ? shareMs : 0);
    const bar = toolBar(stepId, tool, startMs, durationMs, toolState(tool, "waiting"));
    if (!areParallel) startMs += durationMs;
    return bar;
  });
}

const toolState = (tool: ToolPart, open: BarState): BarState =>
  tool.result ? (tool.result.status === "error" ? "failed" : "done") : open;

const toolBar = (
  stepId: string,
  tool: ToolPart,
  startMs: number,
  durationMs: number,
  state: BarState,
): Bar => ({
  key: `${stepId}:${tool.key}`,
  kind: "tool",
  label: tool.name || "tool",
  stepId,
  startMs,
  durationMs,
  state,
  firstTokenMs: null,
  tokens: null,
});

/** A step without measurements: it goes on, or it was broken off. */
function openBars(id: string, told: StepStory | undefined, place: Place, isOver: boolean): Bar[] {
  const seen =
    told?.startedAtMs === undefined || told.startedAtMs === null ? null : told.startedAtMs - place.originMs;
  const startMs = Math.max(place.lastEndMs, Math.min(seen ?? place.lastEndMs, place.endMs));
  const state: BarState = isOver ? "failed" : "running";
  const base = { stepId: id, firstTokenMs: null, tokens: null };
  const tools = toolsOf(told).filter(({ isStarted }) => isStarted);
  const firstToolMs = tools.length > 0 ? toolStart(tools[0], place, startMs) : null;
  return [
    {
      ...base,
      key: id,
      kind: "step",
      label: `Step ${place.number}`,
      startMs,
      durationMs: place.endMs - startMs,
      state,
    },
    {
      ...base,
      key: `${id}:model`,
      kind: "model",
      label: "Model",
      startMs,
      durationMs: (firstToolMs ?? place.endMs) - startMs,
      state: firstToolMs === null ? state : "done",
    },
    ...tools.map((tool) => {
      const start = toolStart(tool, place, startMs);
      return toolBar(id, tool, start, tool.durationMs ?? place.endMs - start, toolState(tool, state));
    }),
  ];
}

const toolStart = (tool: ToolPart, { originMs, endMs }: Place, earliestMs: number) =>
  tool.startedAtMs === null ? earliestMs : Math.min(Math.max(tool.startedAtMs - originMs, earliestMs), endMs);

/** Round moments at which the axis is marked, the last one before the end. */
export function ticks(totalMs: number, wanted = 5): number[] {
  const raw = totalMs / wanted;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const unit = [1, 2, 5, 10].find((step) => step * magnitude >= raw) ?? 10;
  const stepMs = unit * magnitude;
  const marks = [];
  for (let at = 0; at < totalMs - stepMs * 0.35; at += stepMs) marks.push(at);
  return marks;
}
