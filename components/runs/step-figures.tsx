import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Meter } from "@/components/ui/meter";
import { count, money, percent, preciseDuration } from "@/components/ui/numbers";
import type { MeasuredStep } from "./timeline";

type StepFiguresProps = {
  stepId: string;
  measured: MeasuredStep | undefined;
  costUsd: number | null | undefined;
};

/** What the step took and where it was thought. */
export function StepFigures({ stepId, measured, costUsd }: StepFiguresProps) {
  if (!measured || measured.step.status === "pending")
    return (
      <aside aria-label="Figures of the step" className="flex flex-col gap-5 max-lg:border-t max-lg:pt-6">
        <p className="text-ink-faint text-xs">Tokens and times are told when the step ends.</p>
        <Group title="Ids">
          <IdLine label="Step" id={stepId} />
        </Group>
      </aside>
    );
  const { step, metrics } = measured;
  const window = step.context_window_limit;
  return (
    <aside aria-label="Figures of the step" className="flex flex-col gap-5 max-lg:border-t max-lg:pt-6">
      <Group title="Tokens">
        <Line label="Read" value={tokens(step.prompt_tokens)} />
        <Line label="from cache" value={tokens(step.cached_input_tokens)} isPart />
        <Line label="written to cache" value={tokens(step.cache_write_tokens)} isPart />
        <Line label="Written" value={tokens(step.completion_tokens)} />
        <Line label="reasoning" value={tokens(step.reasoning_tokens)} isPart />
        <Line label="Cost" value={money(costUsd)} />
      </Group>
      {window && step.total_tokens ? <WindowShare used={step.total_tokens} window={window} /> : null}
      <Group title="Time">
        <Line label="Model" value={time(metrics.llm_request_ns)} />
        <Line label="Tools" value={time(metrics.tool_execution_ns)} />
        <Line label="Whole step" value={time(metrics.step_ns)} />
      </Group>
      <Group title="Model">
        <Line label="Name" value={step.model} />
        <Line label="Provider" value={step.provider_name} />
        <Line label="Stop reason" value={step.stop_reason} />
        <Line label="Address" value={step.model_endpoint} />
      </Group>
      <Group title="Ids">
        <IdLine label="Step" id={stepId} />
        {step.trace_id && <IdLine label="Trace" id={step.trace_id} />}
        {step.request_id && <IdLine label="Request" id={step.request_id} />}
      </Group>
    </aside>
  );
}

function WindowShare({ used, window }: { used: number; window: number }) {
  return (
    <div className="-mt-2.5 flex flex-col gap-1">
      <Meter label="Share of the context window" value={used} max={window} />
      <span className="text-2xs text-ink-faint">
        {percent(used / window)} of {count(window)}
      </span>
    </div>
  );
}

const tokens = (value: number | null) => (value === null ? null : count(value));
const time = (ns: number | null) => (ns ? preciseDuration(ns / 1e6) : null);

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-ink-faint text-xs">{title}</h3>
      <dl className="flex flex-col gap-0.5">{children}</dl>
    </section>
  );
}

/** What was not reported is left out rather than shown as nothing. */
function Line({ label, value, isPart }: { label: string; value: string | null; isPart?: boolean }) {
  if (value === null) return null;
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className={isPart ? "pl-3 text-ink-faint" : "text-ink-muted"}>{label}</dt>
      <dd className={isPart ? "wrap-anywhere text-right text-ink-muted" : "wrap-anywhere text-right"}>
        {value}
      </dd>
    </div>
  );
}

function IdLine({ label, id }: { label: string; id: string }) {
  return (
    <div className="flex items-center justify-between gap-2">
      <dt className="text-ink-muted">{label}</dt>
      <dd className="flex min-w-0 items-center gap-0.5 font-mono text-xs">
        <span className="truncate">{id.slice(0, 14)}…</span>
        <CopyButton value={id} label={`Copy the id of the ${label.toLowerCase()}`} />
      </dd>
    </div>
  );
}
